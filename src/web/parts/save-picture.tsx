import type { RefObject } from "react";
import { fileName } from "../format/file-name.ts";
import { wordsOf } from "../words/words.ts";
import { aboutCard, useBasis } from "./about-card.ts";
import { saveFile } from "./save-file.ts";
import { standAlone, TITLE_AT } from "./stand-alone.ts";
import { WORDS } from "./words.ts";

/** Dots of a picture for each CSS pixel, so that it stays sharp in print. */
const SHARPNESS = 2;

/** How often it is painted until its words stand, and the time between. */
const TRIES_LEAST = 3;
const TRIES_MOST = 60;
const TRY_MS = 50;

/** Whether nothing stands in the first line of a picture, where every one has its title. */
function isBlank(paper: CanvasRenderingContext2D | null): boolean {
  const { data } = paper?.getImageData(TITLE_AT.x * SHARPNESS, TITLE_AT.y * SHARPNESS, TITLE_AT.width * SHARPNESS, TITLE_AT.height * SHARPNESS) ?? { data: [] };
  return data.every((it, at) => it === data[at % 4]);
}

/** Paints a drawing as a picture of dots. */
async function asPicture(drawing: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SHARPNESS;
    canvas.height = image.naturalHeight * SHARPNESS;
    const paper = canvas.getContext("2d", { willReadFrequently: true });
    // Its fonts are read behind it: until they are, its words are not painted, and its first line stays blank.
    for (let time = 0; time < TRIES_MOST && (time < TRIES_LEAST || isBlank(paper)); time += 1) {
      await new Promise((resolve) => setTimeout(resolve, TRY_MS));
      paper?.drawImage(image, 0, 0, canvas.width, canvas.height);
    }
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error("the picture could not be painted")) : resolve(blob)), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Saves the drawing inside `within` as SVG or PNG. Every copy says what it shows, what it rests on, what its colours mean, and carries the marking of the page. */
export function SavePicture(props: {
  readonly within: RefObject<HTMLElement | null>;
  readonly name: string;
  readonly marking: string;
  /** Whether it shows figures of the run, or of none. */
  readonly rests?: "run" | "apart";
  /** What it shows, where it stands in no card. Absent: as the card is called. */
  readonly title?: string;
  /** What it measures, where the card says besides how to use it. Absent: as the card has it. */
  readonly note?: string;
  /** What it takes to read it away from its page: what was changed, what its marks mean. */
  readonly besides?: string;
}) {
  const run = useBasis();
  const drawn = async (): Promise<string | undefined> => {
    const drawing = props.within.current?.querySelector<SVGSVGElement>("svg.drawing") ?? undefined;
    if (drawing === undefined) return undefined;
    const { note: noted, ...about } = aboutCard(drawing);
    const note = [props.note ?? noted, props.besides].filter((it) => it !== undefined).join(" · ");
    return await standAlone(drawing, { ...about, ...(props.title !== undefined && { title: props.title }), ...(note !== "" && { note }), marking: props.marking, ...(run !== undefined && props.rests !== "apart" && { basis: run.basis }) });
  };
  const saveDrawing = async (): Promise<void> => {
    const drawing = await drawn();
    if (drawing !== undefined) saveFile(`${fileName(props.name)}.svg`, new Blob([drawing], { type: "image/svg+xml" }));
  };
  const savePicture = async (): Promise<void> => {
    const drawing = await drawn();
    if (drawing !== undefined) saveFile(`${fileName(props.name)}.png`, await asPicture(drawing));
  };
  const words = wordsOf(WORDS);
  return (
    <span className="take-out">
      <button type="button" className="quiet" onClick={() => void saveDrawing()}>
        SVG<span className="heard">{words.fileOfDrawing}</span>
      </button>
      <button type="button" className="quiet" onClick={() => void savePicture()}>
        PNG<span className="heard">{words.fileOfDrawing}</span>
      </button>
    </span>
  );
}
