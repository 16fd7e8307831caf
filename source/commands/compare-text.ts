import {isDeepStrictEqual} from 'node:util';
import {count} from '../draw/number.ts';
import type {Look, Paint} from '../draw/style.ts';
import {clean, truncate} from '../draw/text.ts';
import {curveSigns} from '../draw/two-curves.ts';
import type {ComparedRun, Comparison, EndCompared, NodeDifference} from '../run/compare/comparison.ts';
import {curveRows} from './compare-curves.ts';
import {differences, fitted, table} from './compare-rows.ts';
import {commandText, differenceText, figure, verdictText} from './compare-verdict.ts';

export interface TextOptions {
	readonly look: Look;
	/** Cells of a row. */
	readonly width: number;
	/** Metrics whose curves are drawn. */
	readonly metrics: readonly string[];
}

/** Commands that are listed. */
const mostCommands = 10;
const widest = 120;

/** A comparison for people: the verdict first. */
export function comparisonText(found: Comparison, {look, width, metrics}: TextOptions): string {
	const ascii = look.glyphs.grade === 'ascii';
	const {title, quiet, warn, good} = look.paint;
	const room = Math.max(40, Math.min(widest, width));
	const verdict = verdictText(found);
	const paint = found.verdict === 'equal' ? good : found.verdict === 'different' ? warn : quiet;
	const sections: ReadonlyArray<readonly string[]> = [
		[paint(verdict)],
		runLines(found, look, metrics.length > 0),
		section(title('What the runs are'), differences(found.facts)),
		...settingsSections(found, title),
		section(title(commandsTitle(found)), commandLines(found)),
		section(title('States'), stateLines(found)),
		section(title(metricsTitle(found)), metricLines(found, {look, width: room, metrics})),
		...(found.end ? [endLines(found.end, title)] : []),
		section(
			title('Notes'),
			found.notes.map(each => `  ${clean(each)}`),
		),
	];
	const rows = sections
		.filter(each => each.length > 0)
		.map(each => each.map(row => fitted(row, room, ascii)).join('\n'));
	return `${rows.join('\n\n')}\n`;
}

const section = (title: string, rows: readonly string[]): readonly string[] =>
	rows.length === 0 ? [] : [title, ...rows];

/** What is now as it was at the start is told once. */
function settingsSections({settings: {start, end}}: Comparison, title: Paint): ReadonlyArray<readonly string[]> {
	if (isDeepStrictEqual(start, end)) return [section(title('Settings, at the start and now'), differences(start))];
	return [
		section(title('Settings at the start'), differences(start)),
		section(title('Settings now'), differences(end)),
	];
}

function runLines({a, b}: Comparison, look: Look, drawn: boolean): readonly string[] {
	const signs = curveSigns(look);
	const line = (name: string, sign: string, {id, firstTick, lastTick, state, returns}: ComparedRun) => {
		const back = returns === 0 ? '' : `, went back or on ${times(returns)}`;
		return `${name}  ${clean(id)}  ticks ${count(firstTick)} to ${count(lastTick)}, ${words[state]}${back}${drawn ? `, drawn ${sign}` : ''}`;
	};
	return [line('A', signs.a, a), line('B', signs.b, b)];
}

const words: Readonly<Record<ComparedRun['state'], string>> = {
	live: 'going on',
	elsewhere: 'on another machine',
	ended: 'ended',
	failed: 'failed',
	dead: 'killed',
};

const times = (value: number): string => (value === 1 ? 'once' : `${value} times`);

const commandsTitle = ({commands: {a, b, differing, acting}}: Comparison): string =>
	a + b === 0
		? 'Commands'
		: `Commands: ${count(a)} in A, ${count(b)} in B; ${differing === 0 ? 'none differs' : `${count(differing)} differ${differing === 1 ? 's' : ''}, ${count(acting)} of them can change the state`}`;

function commandLines({commands}: Comparison): readonly string[] {
	const acting = commands.first.filter(({acts}) => acts);
	const shown = (acting.length > 0 ? acting : commands.first).slice(0, mostCommands);
	const rows = shown.map(
		each => `  tick ${count(each.tick)}  ${each.in.toUpperCase()} alone: ${commandText(each)} (${clean(each.by)})`,
	);
	if (commands.a + commands.b === 0) return ['  neither run was given any'];
	if (commands.differing === 0) return ['  the same commands at the same ticks'];
	const more = (acting.length > 0 ? commands.acting : commands.differing) - shown.length;
	return more > 0 ? [...rows, `  and ${count(more)} more; --json has the first thousand`] : rows;
}

function stateLines({states}: Comparison): readonly string[] {
	if (!states || states.compared === 0) return [];
	const {by, compared, equal, lastEqual, firstDiffering, equalAgain, exact} = states;
	const how = {
		digests: 'by their digests',
		checkpoints: 'by their checkpoints, for one has no digests',
		replay: 'by what was kept of both',
		nothing: '',
	}[by];
	const lines = [
		`  ${count(compared)} ticks compared ${how}: ${count(equal)} equal, ${count(compared - equal)} different`,
	];
	if (by === 'replay')
		lines.push('  the first that differs was found by playing both again from the last that is equal');
	if (firstDiffering !== undefined && !exact)
		lines.push(
			`  between ${lastEqual === undefined ? 'the beginning' : `tick ${count(lastEqual)}`} and tick ${count(firstDiffering)} nothing is kept of both`,
		);
	if (equalAgain !== undefined)
		lines.push(
			`  equal again from tick ${count(equalAgain)} on: they met, or a record is damaged, which connectop replay --verify tells`,
		);
	return lines;
}

const metricsTitle = ({metrics: {a, b, at}}: Comparison): string =>
	`Metrics: ${count(a)} rows in A, ${count(b)} in B${metricsAt[at]}`;

const metricsAt: Readonly<Record<Comparison['metrics']['at'], string>> = {
	rows: ', compared on the ticks that both have',
	between: ', compared between their rows, for no tick that may differ is in both',
	states: '',
	nothing: '',
};

function metricLines({metrics, states}: Comparison, options: TextOptions): readonly string[] {
	const {look, width} = options;
	if (metrics.a === 0 || metrics.b === 0) {
		const which = metrics.a === 0 && metrics.b === 0 ? 'neither run has' : metrics.a === 0 ? 'A has not' : 'B has not';
		return [`  ${which} any: --log-every says how often a row is written`];
	}
	const notes = metrics.damaged > 0 ? [`  ${count(metrics.damaged)} damaged lines were passed over`] : [];
	if (metrics.metrics.length === 0) return [...notes, '  the runs have no rows of the same ticks'];
	const differing = metrics.metrics.filter(({largest}) => largest > 0);
	if (metrics.at === 'states') notes.push('  equal, as the states are; their rows are of different ticks');
	else if (differing.length === 0) notes.push(`  equal in all ${count(metrics.metrics[0]?.rows ?? 0)} rows compared`);
	const rows = differing.map(({name, mean, largest, relative, largestTick}) => [
		name,
		figure(mean),
		figure(largest),
		`${figure(100 * relative, 3)} %`,
		count(largestTick),
	]);
	const charts = options.metrics.flatMap(name => {
		const curve = metrics.curves.find(each => each.name === name);
		if (!curve || curve.tick.length === 0) return [];
		const compared = metrics.metrics.find(each => each.name === name);
		return [
			'',
			`  ${name}: ${differenceText(compared)}`,
			...curveRows(curve, {look, width, mark: states?.firstDiffering}),
		];
	});
	return [...notes, ...table(rows, ['', 'mean difference', 'largest', 'relative', 'at tick'], true), ...charts];
}

function endLines({tick, from, equal, n, variables}: EndCompared, title: Paint): readonly string[] {
	const where = {digests: 'by their digests', checkpoints: 'from checkpoints', replay: 'from a replay'}[from];
	const head = title(`Node by node at tick ${count(tick)}, ${where}`);
	if (equal) return [head, `  all ${count(n)} nodes are equal`];
	return [
		head,
		...variables.flatMap(({name, nodes, largest, rms, meanA, meanB, top}) => [
			`  ${name}: ${count(nodes)} of ${count(n)} nodes differ; largest ${figure(largest)}, rms ${figure(rms)}, mean ${figure(meanA, 6)} in A, ${figure(meanB, 6)} in B`,
			...table(top.map(nodeCells), ['node', 'A', 'B', 'difference'], true).map(row => `  ${row}`),
		]),
	];
}

function nodeCells({node, name, a, b}: NodeDifference): readonly string[] {
	const value = (number: number | null) => (number === null ? 'no number' : figure(number, 6));
	const difference = a === null || b === null ? '' : figure(b - a);
	return [name === undefined ? String(node) : `${node} ${truncate(clean(name), 30)}`, value(a), value(b), difference];
}
