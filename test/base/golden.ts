import {readFileSync} from 'node:fs';

/** One recorded case of the original program. */
export interface Case<Inputs, Outputs> {
	readonly inputs: Inputs;
	readonly outputs: Outputs;
}

/** The recorded cases of a file of test/golden. */
export function golden<Inputs, Outputs>(name: string): readonly Case<Inputs, Outputs>[] {
	const text = readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8');
	const {cases} = JSON.parse(text) as {cases: Case<Inputs, Outputs>[]};
	if (cases.length === 0) throw new Error(`${name}.json holds no cases`);
	return cases;
}

/** The largest |found − expected|; infinite when the lengths differ or a value is missing. */
export function farthest(found: Iterable<number>, expected: readonly number[]): number {
	const values = [...found];
	if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
	const distances = values.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN)));
	return distances.reduce(
		(most, each) => (each <= most ? most : Number.isNaN(each) ? Number.POSITIVE_INFINITY : each),
		0,
	);
}
