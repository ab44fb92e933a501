/** The parameter `max_depth` of every model of trees; each adds its help. */

export const depthParam = {
  simpler: 'low',
  type: 'int',
  default: null,
  nullable: true,
  noneAlso: [-1, 0],
  min: 1,
} as const;
