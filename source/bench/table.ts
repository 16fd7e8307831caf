import {bytes, count, decimal, shortCount} from '../draw/number.ts';
import type {Machine} from './machine.ts';
import type {BenchAbsence, BenchFigure, BenchGrowth, BenchReport, BenchRow} from './report.ts';

/** The report as text: the machine, a table a size, how each grows, the whole program's figures, and what was left out. */
export function benchTable(report: BenchReport): string {
	const {version, machine, rows, growth, figures, absent, found, seconds} = report;
	const sizes = [...Map.groupBy(rows, ({graph, nodes}) => `${graph} ${nodes}`).values()];
	const parts = [
		[
			`connectop ${version} bench, ${count(seconds)} s`,
			...machineLines(machine),
			...found.map(each => `found: ${each}`),
		],
		...sizes.map(sizeTable),
		growth.length === 0 ? [] : ['how ms a tick grows with the nodes N', ...growthLines(growth)],
		figures.length === 0 ? [] : ['the whole program', ...figureLines(figures)],
		absent.length === 0 ? [] : ['not measured', ...absent.map(absenceLine)],
	];
	return `${parts
		.filter(lines => lines.length > 0)
		.map(lines => lines.join('\n'))
		.join('\n\n')}\n`;
}

/** The machine in two lines. Load that was there before is said, for it is in the figures. */
export function machineLines(machine: Machine): string[] {
	const {cpu, cores, usable, caches, memory, available, system, node, v8, loadBefore, loadAfter} = machine;
	const kept = Object.entries(caches).map(([name, size]) => `${name} ${binary(size)}`);
	const loads = loadAfter === undefined ? '' : `, ${loadAfter.toFixed(1)} after`;
	return [
		[`${cpu}, ${cores} cores${usable === cores ? '' : ` of which ${usable} may be used`}`, ...kept].join(', '),
		`memory ${binary(memory)}, ${binary(available)} free; ${system}; Node.js ${node}, V8 ${v8}; load ${loadBefore.toFixed(1)} before${loads}`,
	];
}

type Column = readonly [title: string, cell: (row: BenchRow) => string];

const columns: readonly Column[] = [
	['', ({title, noise}) => (noise === 'none' ? title : `${title} + ${noise} noise`)],
	['threads', ({threads}) => String(threads)],
	['ms/tick', ({tickMs}) => milliseconds(tickMs)],
	['p50', ({p50Ms}) => milliseconds(p50Ms)],
	['p99', ({p99Ms}) => milliseconds(p99Ms)],
	['jitter', ({jitterMs}) => milliseconds(jitterMs)],
	['ticks/s', ({ticksPerSecond}) => rate(ticksPerSecond)],
	['edges/s', ({edgesPerSecond}) => shortCount(edgesPerSecond, 7)],
	['real time', ({realTimeFactor}) => `×${rate(realTimeFactor)}`],
	['memory', ({rssBytes}) => (rssBytes === null ? '-' : bytes(rssBytes))],
	['/C rows', ({ratios}) => ratio(ratios.cRows)],
	['/C slices', ({ratios}) => ratio(ratios.cSlices)],
	['/cpu', ({ratios}) => ratio(ratios.cpu)],
	['/no noise', ({ratios}) => ratio(ratios.noiseless)],
];

function sizeTable(rows: readonly BenchRow[]): string[] {
	const [first] = rows;
	if (!first) return [];
	const {rounds, ticksARound} = first;
	return [
		`${sizeName(first)}: medians of ${rounds} rounds of ${ticksARound} ticks in turns, milliseconds`,
		...aligned([columns.map(([title]) => title), ...rows.map(row => columns.map(([, cell]) => cell(row)))]),
	];
}

/** A size and its graph: `1,000 nodes, 13,722 directed edges`. */
export const sizeName = ({graph, nodes, edges}: BenchRow): string =>
	`${count(nodes)} nodes, ${count(edges)} directed ${graph === 'random' ? 'random ' : ''}edges`;

function growthLines(growth: readonly BenchGrowth[]): string[] {
	const line = ({title, threads, noise, exponent, r2, sizes}: BenchGrowth): string[] => [
		noise === 'none' ? title : `${title} + ${noise} noise`,
		`${threads} thr.`,
		`N^${exponent.toFixed(3)}`,
		`R² ${r2.toFixed(4)}`,
		`${count(sizes[0] ?? 0)} … ${count(sizes.at(-1) ?? 0)}`,
	];
	return aligned(growth.map(line));
}

function figureLines(figures: readonly BenchFigure[]): string[] {
	return aligned(
		figures.map(({title, nodes, value, unit, samples, samplesOf, promise}) => [
			nodes === undefined ? title : `${title}, ${count(nodes)} nodes`,
			figureValue(value, unit),
			samples > 1 ? `${count(samples)} ${samplesOf}` : '',
			promiseText(value, unit, promise),
		]),
	);
}

/** Whether a promise is kept, and what it is; nothing where nothing is promised. */
export function promiseText(value: number, unit: string, promise: BenchFigure['promise']): string {
	if (!promise) return '';
	const {atLeast, atMost} = promise;
	const kept = (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
	const bound =
		atLeast === undefined ? `at most ${figureText(atMost ?? 0, unit)}` : `at least ${figureText(atLeast, unit)}`;
	return `${kept ? 'kept' : 'MISSED'}: ${bound}`;
}

/** A figure with its unit. */
export const figureValue = (value: number, unit: string): string =>
	`${figureText(value, unit)}${unit === 'bytes' ? '' : ` ${unit === 'percent' ? '%' : unit}`}`;

const figureText = (value: number, unit: string): string => {
	if (unit === 'bytes') return bytes(value);
	return Number.isInteger(value) ? count(value) : decimal(value);
};

/** What was not measured, and why. */
export const absenceLine = ({name, nodes, reason}: BenchAbsence): string =>
	nodes === undefined || name.includes('nodes') ? `${name}: ${reason}` : `${name} at ${count(nodes)} nodes: ${reason}`;

/** Cells in columns: the first to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
	const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => (row[i] ?? '').length)));
	return rows.map(row =>
		row
			.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
			.join('  ')
			.trimEnd(),
	);
}

/** Whole from 100 on. */
const rate = (value: number): string => (value < 99.95 ? decimal(value) : shortCount(value, 7));

const ratio = (value: number | null): string => (value === null ? '' : value.toFixed(2));

/** Three digits, also of microseconds. */
export const milliseconds = (value: number): string =>
	value < 0.0995 ? value.toFixed(4) : value < 9.95 ? value.toFixed(3) : decimal(value);

/** Sizes of memories and caches: `32 MiB`. */
function binary(value: number): string {
	const power = Math.min(3, Math.floor(Math.log2(value) / 10));
	return `${Number((value / 1024 ** power).toPrecision(3))} ${['B', 'KiB', 'MiB', 'GiB'][power]}`;
}
