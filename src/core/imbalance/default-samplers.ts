/** Samplers that a bake-off tries when none are named. */
export const DEFAULT_SAMPLERS: readonly string[] = [
  'random-over',
  'random-under',
  'smote',
  'borderline-smote',
  'adasyn',
  'smote-enn',
  'smote-tomek',
];
