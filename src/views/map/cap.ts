/** A round part of the globe: its middle as a vector of length 1, and the angle from there to its rim. Unit: rad. */
export interface Cap {
  readonly middle: readonly [number, number, number];
  readonly radius: number;
}

const RADIANS = Math.PI / 180;

/** The vector from the middle of the globe to a place, of length 1. Arguments in degrees. */
export function vectorOf(longitude: number, latitude: number): Cap["middle"] {
  const across = Math.cos(latitude * RADIANS);
  return [across * Math.cos(longitude * RADIANS), across * Math.sin(longitude * RADIANS), Math.sin(latitude * RADIANS)];
}

/** How far apart two places are. Unit: rad. */
export const angleBetween = (a: Cap["middle"], b: Cap["middle"]): number => Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));

/**
 * A cap that holds all points, given in degrees as longitude and latitude: no wider than one goes along the middle parallel and then
 * along a meridian. @example capOf([[0, 0], [2, 0]]).radius // → one degree
 */
export function capOf(points: readonly (readonly number[])[]): Cap {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const it of points) {
    const [longitude = 0, latitude = 0] = it;
    if (longitude < west) west = longitude;
    if (longitude > east) east = longitude;
    if (latitude < south) south = latitude;
    if (latitude > north) north = latitude;
  }
  const [longitude, latitude] = [(west + east) / 2, (south + north) / 2];
  const radius = (((east - west) / 2) * Math.cos(latitude * RADIANS) + (north - south) / 2) * RADIANS;
  // What lies between points of more than half the globe may lie anywhere.
  return { middle: vectorOf(longitude, latitude), radius: radius < Math.PI / 2 ? Math.max(radius, 0) : Math.PI };
}

/** Whether two caps may have something in common. */
export const mayMeet = (a: Cap, b: Cap): boolean => angleBetween(a.middle, b.middle) <= a.radius + b.radius;
