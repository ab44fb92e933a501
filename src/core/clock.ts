/** Time is a dependency: core has no clock. Seconds since some start. */
export type Clock = () => number;
