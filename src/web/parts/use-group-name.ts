import { useLayoutEffect, useState } from "react";

const taken = new Set<number>();

/**
 * A name for a group of radio buttons that no other group in sight has. It is given back when the group leaves the page: a browser keeps
 * what it knows of every name it has met, so names that are new each time would grow with every change of page.
 */
export function useGroupName(): string | undefined {
  const [place, setPlace] = useState<number>();
  useLayoutEffect(() => {
    let free = 0;
    while (taken.has(free)) free += 1;
    taken.add(free);
    // oxlint-disable-next-line react/set-state-in-effect -- which names are free is known outside React, and only once it is on the page
    setPlace(free);
    return () => void taken.delete(free);
  }, []);
  return place === undefined ? undefined : `group-${place}`;
}
