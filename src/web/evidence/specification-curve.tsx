import { scaleLinear } from "d3-scale";
import { useRef, useState } from "react";
import type { EvidenceView } from "#views";
import type { Sheet } from "../format/sheet.ts";
import { formatNumber } from "../format/number.ts";
import { Card } from "../parts/card.tsx";
import { Choice } from "../parts/choice.tsx";
import { EmptyMessage } from "../parts/message.tsx";
import { TakeOut } from "../parts/take-out.tsx";
import { useSize } from "../parts/use-size.ts";

const HEIGHT = 240;
const MARGIN = { left: 44, right: 12, top: 8, bottom: 20 };
const ALL = "all";

/** Every specification of the grid, lowest first, each with its interval; choices narrow it. */
export function SpecificationCurve(props: { readonly evidence: EvidenceView }) {
  const { curve, leaveOut, placebos } = props.evidence;
  const [chosen, setChosen] = useState<readonly string[]>(curve.choices.map(() => ALL));
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useSize(holder, { width: 640, height: HEIGHT });
  const points = curve.points.filter((it) => it.choices.every((value, index) => chosen[index] === ALL || chosen[index] === value));
  const ends = [Math.min(0, ...curve.points.map((it) => it.low)), Math.max(0, ...curve.points.map((it) => it.high))];
  const y = scaleLinear([Math.max(-4, ends[0]!), Math.min(4, ends[1]!)], [HEIGHT - MARGIN.bottom, MARGIN.top]).clamp(true);
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [MARGIN.left, width - MARGIN.right]);
  const below = points.filter((it) => it.high < 0).length;
  const above = points.filter((it) => it.low > 0).length;
  const sheet = (): Sheet => ({ name: "specification-curve", columns: [...curve.choices.map((it) => it.name), "log-odds", "low", "high"], rows: points.map((it) => [...it.choices, String(it.b), String(it.low), String(it.high)]) });
  const said = `${points.length} specifications: ${points.filter((it) => it.b < 0).length} below nought, ${below} with an interval wholly below, ${above} wholly above.`;
  return (
    <Card id="specifications" title="How far the answer moves with the choices" note={curve.summary} tools={<TakeOut sheet={sheet} />}>
      <div className="curve-choices">
        {curve.choices.map((it, index) => (
          <div key={it.name} className="curve-choice">
            <span aria-hidden="true">{it.name}</span>
            <Choice label={it.name} value={chosen[index] ?? ALL} options={[{ id: ALL, name: "all" }, ...it.values.map((value) => ({ id: value, name: value }))]} onChange={(value) => setChosen(chosen.map((old, at) => (at === index ? value : old)))} />
          </div>
        ))}
      </div>
      <p role="status">{said}</p>
      {points.length === 0 ? (
        <EmptyMessage>No specification with these choices could be estimated.</EmptyMessage>
      ) : (
        <div ref={holder}>
          <svg className="drawing" width={width} height={HEIGHT} role="img" aria-label={`Specification curve. ${said}`}>
            {y.ticks(5).map((tick) => (
              <g key={tick}>
                <line className="grid-line" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
                <text className="tick" x={MARGIN.left - 8} y={y(tick)} textAnchor="end" dominantBaseline="middle">
                  {formatNumber(tick)}
                </text>
              </g>
            ))}
            {points.map((it, index) => (
              <line key={`i${it.choices.join()}`} className="curve-interval" x1={x(index)} x2={x(index)} y1={y(it.low)} y2={y(it.high)} />
            ))}
            <line className="interval-nothing" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(0)} y2={y(0)} />
            {points.map((it, index) => (
              <circle key={`p${it.choices.join()}`} className="interval-dot" cx={x(index)} cy={y(it.b)} r={points.length > 150 ? 1.6 : 3}>
                <title>{`${it.choices.join(", ")}: ${formatNumber(it.b)} (${formatNumber(it.low)} to ${formatNumber(it.high)})`}</title>
              </circle>
            ))}
            <text className="tick" x={MARGIN.left} y={HEIGHT - 4}>
              log-odds of a pact, lowest first; intervals beyond ±4 are cut
            </text>
          </svg>
        </div>
      )}
      <details>
        <summary>Without one state, one year or one alliance, and placebos</summary>
        <ul className="plain-list">
          {placebos.map((it) => (
            <li key={it.name}>
              Placebo, {it.name}: {formatNumber(it.low)} to {formatNumber(it.high)} ({formatNumber(it.b)})
            </li>
          ))}
          {leaveOut.length > 0 && (
            <li>
              Leaving out moves the log-odds of Q1 between {formatNumber(leaveOut[0]!.b)} (without {leaveOut[0]!.without}) and {formatNumber(leaveOut.at(-1)!.b)} (without {leaveOut.at(-1)!.without}).
            </li>
          )}
        </ul>
      </details>
    </Card>
  );
}
