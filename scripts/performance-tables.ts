import type {BenchFigure, BenchReport, BenchRow} from '../source/bench/report.ts';
import {absenceLine, figureValue, machineLines, milliseconds, promiseText, sizeName} from '../source/bench/table.ts';
import {bytes, count, shortCount} from '../source/draw/number.ts';

const begins = '<!-- figures: written by scripts/performance.ts -->';
const ends = '<!-- end of figures -->';

/** The document with these figures in place of those it has. Throws when it has no place for them. */
export function withFigures(document: string, report: BenchReport): string {
	const [from, to] = [document.indexOf(begins), document.indexOf(ends)];
	if (from < 0 || to < from) throw new Error(`the document has no ${begins} … ${ends}`);
	return `${document.slice(0, from + begins.length)}\n\n${figuresOf(report)}\n\n${document.slice(to)}`;
}

function figuresOf(report: BenchReport): string {
	const {version, startedAt, machine, found, rows, growth, figures, absent} = report;
	const sizes = [...Map.groupBy(rows, ({graph, nodes}) => `${graph} ${nodes}`).values()];
	const parts = [
		`connectop ${version}, ${startedAt.slice(0, 10)}. ${machineLines(machine).join('. ')}. Found: ${found.join('; ')}.`,
		...sizes.map(sizeOf),
		...(growth.length === 0
			? []
			: [
					'How milliseconds a tick grow with the nodes N:',
					table(
						['', 'Threads', 'Exponent', 'R²'],
						growth.map(({title, noise, threads, exponent, r2}) => [
							named(title, noise),
							String(threads),
							exponent.toFixed(3),
							r2.toFixed(4),
						]),
					),
				]),
		...(figures.length === 0
			? []
			: ['The whole program:', table(['', 'Nodes', 'Value', 'Of', 'Promise'], figures.map(figureOf))]),
		...(absent.length === 0 ? [] : [`Not measured: ${absent.map(absenceLine).join('; ')}.`]),
	];
	return parts.join('\n\n');
}

function sizeOf(rows: readonly BenchRow[]): string {
	const [first] = rows;
	if (!first) return '';
	const heading = `${sizeName(first)}; ${first.rounds} rounds of ${first.ticksARound} ticks:`;
	const ratio = (value: number | null) => (value === null ? '' : value.toFixed(2));
	const cells = rows.map(row => [
		named(row.title, row.noise),
		String(row.threads),
		milliseconds(row.tickMs),
		milliseconds(row.p99Ms),
		shortCount(row.edgesPerSecond, 7),
		row.rssBytes === null ? '' : bytes(row.rssBytes),
		ratio(row.ratios.cRows),
		ratio(row.ratios.cSlices),
		ratio(row.ratios.cpu),
	]);
	const heads = ['', 'Threads', 'ms a tick', 'p99', 'Edges/s', 'Memory', '/ C rows', '/ C slices', '/ cpu'];
	return `${heading}\n\n${table(heads, cells)}`;
}

const figureOf = ({title, nodes, value, unit, samples, samplesOf, promise}: BenchFigure): string[] => [
	title,
	nodes === undefined ? '' : count(nodes),
	figureValue(value, unit),
	`${count(samples)} ${samples === 1 ? samplesOf.replace(/s$/, '') : samplesOf}`,
	promiseText(value, unit, promise),
];

const named = (title: string, noise: string): string => (noise === 'none' ? title : `${title}, ${noise} noise`);

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
	[heads, heads.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
