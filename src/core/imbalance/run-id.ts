/** How a run of a bake-off is named where runs stand among versions: `loans/v0003#2`, its place from 1. */

const PLACE = /#(\d+)$/;

/** @param place from 0 */
export const runId = (bakeOff: string, place: number): string => `${bakeOff}#${place + 1}`;

/** Of a run the id of its bake-off; of a version its own. */
export const versionIdOf = (id: string): string => id.replace(PLACE, '');

/** From 0; null of an id that names no run. */
export function placeOf(id: string): number | null {
  const place = PLACE.exec(id)?.[1];
  return place === undefined ? null : Number(place) - 1;
}
