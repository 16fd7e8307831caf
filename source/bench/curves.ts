import {nameOf} from './entrant.ts';
import type {BenchReport} from './report.ts';

/** One line of the picture. */
export interface Curve {
	/** Title, threads and the exponent of growth. */
	readonly name: string;
	readonly colour: string;
	/** SVG's dash pattern: one for each number of threads. */
	readonly dashes: string;
	readonly points: readonly {
		readonly nodes: number;
		readonly ms: number;
		/** Ratio to C in rows with as many threads; null where it was not measured. */
		readonly toC: number | null;
	}[];
}

/** Hues that stay apart for the colour-blind (Okabe and Ito), black last. */
const hues: Readonly<Record<string, string>> = {
	wasm: '#0072b2',
	cpu: '#d55e00',
	doubles: '#e69f00',
	gpu: '#7f3c8d',
	'c-csr': '#1a1d21',
	'c-slices': '#7a828c',
	numpy: '#009e73',
	'numpy-in-place': '#80cfb9',
	numba: '#cc79a7',
	brian2: '#56b4e9',
	'brian2-float32': '#aadaf4',
};

/** The most threads solid, fewer more and more broken. */
const dashes = ['none', '9 4', '2 5', '14 3 2 3'];

/** The lines of a report, those without noise. */
export function curvesOf({rows, growth}: BenchReport): Curve[] {
	const counts = [...new Set(rows.map(({threads}) => threads))].sort((a, b) => b - a);
	const groups = Map.groupBy(
		rows.filter(({graph, noise}) => graph === 'knn' && noise === 'none'),
		({id, threads}) => `${id} ${threads}`,
	);
	return [...groups.values()].flatMap(group => {
		const [first] = group;
		if (!first) return [];
		const {id, threads} = first;
		const law = growth.find(each => each.id === id && each.threads === threads && each.noise === 'none');
		const grows = law === undefined ? '' : `: N^${law.exponent.toFixed(2)}`;
		return [
			{
				name: `${nameOf(first)}${grows}`,
				colour: hues[id] ?? '#3d444d',
				dashes: dashes[Math.min(dashes.length - 1, counts.indexOf(threads))] ?? 'none',
				points: group.map(({nodes, tickMs, ratios}) => ({nodes, ms: tickMs, toC: ratios.cRows})),
			},
		];
	});
}
