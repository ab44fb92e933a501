/**
 * Metrics by name: `NAME`, `NAME@PARAMETER` for a member of a family, `NAME:LABEL` for one class, and both together
 * (`fbeta@0.5:setosa`). The name is the id everywhere: in results, gates, filters.
 */
import { AssayError, usageError } from '../errors.js';
import { Registry } from '../registry.js';
import { formOf, type MetricFamily, memberOf, standardMetric } from './family.js';
import type { Metric } from './metric.js';
import { ofClass } from './one-class.js';

const NAME = /^([^@:]*)(?:@([^:]*))?(?::(.*))?$/s;

export class MetricRegistry extends Registry<Metric> {
  readonly #families: Registry<MetricFamily>;
  /** Members of families and metrics of one class, by id: the same name is always the same object. */
  readonly #made = new Map<string, Metric>();

  /**
   * @param items metrics, and families, whose standard member is listed where it stands
   * @param others as `Registry` has them
   */
  constructor(items: readonly (Metric | MetricFamily)[], others: Readonly<Record<string, string>>) {
    const listed = items.flatMap((item) => {
      if (!('make' in item)) return [item];
      return item.standard === undefined ? [] : [standardMetric(item)];
    });
    super('metric', listed, others);
    this.#families = new Registry(
      'metric',
      items.filter((item) => 'make' in item),
    );
  }

  families(): readonly MetricFamily[] {
    return this.#families.all();
  }

  override has(typed: string): boolean {
    return !(this.#find(typed) instanceof AssayError);
  }

  /** @throws AssayError (exit 2): unknown, with the nearest known name; a parameter or class that it does not take */
  override get(typed: string): Metric {
    const found = this.#find(typed);
    if (found instanceof AssayError) throw found;
    return found;
  }

  #find(typed: string): Metric | AssayError {
    const [, name, parameter, label] = NAME.exec(typed) ?? [];
    const metric = parameter === undefined ? this.#bare(name) : this.#member(name, parameter);
    if (label === undefined || metric instanceof AssayError) return metric;
    if (metric.ofOneClass) return this.#once(`${metric.id}:${label}`, () => ofClass(metric, label));
    const known = this.all().filter(({ ofOneClass }) => ofOneClass);
    return usageError(
      'ASSAY_METRIC_FORM',
      `${typed}: ${metric.id} is of all classes, not of one`,
      `of one class: ${known.map(({ id }) => `${id}:CLASS`).join(', ')}`,
    );
  }

  #names(): string[] {
    const needy = this.families().filter(({ standard }) => standard === undefined);
    return [...this.ids(), ...needy.map(formOf)];
  }

  #bare(name: string): Metric | AssayError {
    if (super.has(name)) return super.get(name);
    if (!this.#families.has(name)) return this.unknown(name, this.#names());
    const family = this.#families.get(name);
    if (family.standard !== undefined) return super.get(family.id);
    const example = `${family.id}@${family.example}`;
    return usageError(
      'ASSAY_METRIC_FORM',
      `${family.id} needs ${family.parameter}, ${family.accepts}`,
      `e.g. ${example}`,
    );
  }

  #member(name: string, typed: string): Metric | AssayError {
    if (this.#families.has(name)) return this.#memberOf(this.#families.get(name), typed);
    const metric = this.#bare(name);
    if (metric instanceof AssayError) return metric;
    const forms = this.families().map(formOf).join(', ');
    return usageError(
      'ASSAY_METRIC_FORM',
      `${metric.id}@${typed}: ${metric.id} has no parameter`,
      `these have: ${forms}`,
    );
  }

  #memberOf(family: MetricFamily, typed: string): Metric | AssayError {
    const member = memberOf(family, typed);
    if (member instanceof AssayError) return member;
    const { id, parameter } = member;
    return id === family.id ? this.#bare(id) : this.#once(id, () => family.make(id, parameter));
  }

  #once(id: string, make: () => Metric): Metric {
    const known = this.#made.get(id);
    if (known) return known;
    const made = make();
    this.#made.set(id, made);
    return made;
  }
}
