/** Has the browser keep the frame of the page, so that a page opened while the server is gone says so itself. Where a browser keeps nothing, or not here, all stays as it is. */
export const keepFrame = (): void => void navigator.serviceWorker?.register("/frame.js").catch(() => undefined);
