/** Every question, in the order in which they are asked: one line each. */
import type { Question } from '../question.js';
import { calibrate } from './calibrate.js';
import { data } from './data.js';
import { dealing } from './dealing.js';
import { metric } from './metric.js';
import { model } from './model.js';
import { more } from './more.js';
import { nested } from './nested.js';
import { newData } from './new-data.js';
import { next } from './next.js';
import { option } from './option.js';
import { parameter, parameterValue } from './parameter.js';
import { positive } from './positive.js';
import { predictions } from './predictions.js';
import { ready } from './ready.js';
import { sampler } from './sampler.js';
import { step } from './step.js';
import { target } from './target.js';
import { costs, threshold } from './threshold.js';

export const questions: readonly Question[] = [
  data,
  target,
  positive,
  newData,
  next,
  step,
  model,
  predictions,
  sampler,
  calibrate,
  threshold,
  costs,
  metric,
  nested,
  dealing,
  parameter,
  parameterValue,
  more,
  option,
  ready,
];
