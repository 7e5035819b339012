import { useRef } from "react";
import { AllyMap } from "../../map/ally-map.tsx";
import { Legend } from "../../map/legend.tsx";
import { scaleOf } from "../../map/scale-of.ts";
import { useSize } from "../../parts/use-size.ts";
import { drawing, measure, nations } from "./data.ts";
import { Section } from "./section.tsx";

/** The map of the allies with its legend. */
export function Places() {
  const body = useRef<HTMLDivElement>(null);
  const { width } = useSize(body, drawing);
  const of = measure();
  const scale = scaleOf(of);
  return (
    <Section id="map">
      <div ref={body} className="gallery-wide">
        <AllyMap nations={nations()} measure={of} scale={scale} drawing={drawing} width={width} choice={<strong>{of.name}</strong>} />
        <Legend measure={of} scale={scale} />
      </div>
    </Section>
  );
}
