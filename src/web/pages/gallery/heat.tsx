import { useAddress } from "../../address/address.ts";
import { arrange } from "../../heat/arrange.ts";
import { HeatGrid } from "../../heat/heat-grid.tsx";
import { HeatKey } from "../../heat/heat-key.tsx";
import { heat } from "./data.ts";
import { Section } from "./section.tsx";

/** The table of nations and capabilities, with every state of a cell. */
export function Heat() {
  const sort = useAddress()("sort");
  const view = heat();
  return (
    <Section id="heat">
      <div className="gallery-wide">
        <HeatGrid view={view} groups={arrange(view, "", sort)} sort={sort} />
        <HeatKey view={view} />
      </div>
    </Section>
  );
}
