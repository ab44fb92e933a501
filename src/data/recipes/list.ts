/** Every recipe that `assay data generate` knows: one line each. */
import { Registry } from '../../core/registry.js';
import { loans } from './loans.js';
import type { Recipe } from './recipe.js';

export const recipes: Registry<Recipe> = new Registry<Recipe>('recipe', [loans]);
