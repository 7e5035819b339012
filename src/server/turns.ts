/**
 * Lets heavy work be done one after the other, with a turn of the event loop between: whoever asks for something light is read and
 * answered meanwhile. @example const turn = turns(); await turn(); // now one's own
 */
export function turns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => (last = last.then(() => new Promise((resolve) => void setImmediate(resolve))));
}
