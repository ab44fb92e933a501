/** Every recipe that `assay data generate` knows: one line each. */
import { Registry } from '../../core/registry.js';
import { customers } from './customers.js';
import { fraud } from './fraud.js';
import { houses } from './houses.js';
import { loans } from './loans.js';
import type { Recipe } from './recipe.js';

export const recipes: Registry<Recipe> = new Registry<Recipe>('recipe', [loans, houses, customers, fraud]);
