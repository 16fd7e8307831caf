import process from 'node:process';
import type {CommandModule} from 'yargs';
import {count} from '../draw/number.ts';
import {tableLines} from '../draw/table.ts';
import {clean, truncate} from '../draw/text.ts';
import type {ListedRun} from '../run/run-list.ts';
import {filterOptions, readRunFilter, stateOf} from './run-filters.ts';
import {minute, whereabouts} from './run-whereabouts.ts';

/** Lines for a person. */
const most = 20;

/** `connectop runs`: the runs that are known here. */
export const runsCommand: CommandModule = {
	command: 'runs [text]',
	describe: 'list runs, live ones first',
	builder: yargs =>
		filterOptions(yargs)
			.option('all', {type: 'boolean', describe: `every one; without it the first ${most}`})
			.option('json', {type: 'boolean', describe: 'one JSON object a line'})
			.example('$0 runs', 'every run of this directory and of yours')
			.example("$0 runs --name 'night*' --since 2d", 'those of the last two days with such a name')
			.example('$0 runs --status failed,dead --sort tick', 'what went wrong, the furthest first')
			.example('$0 runs --live --json', 'for a script'),
	async handler(args) {
		const filter = readRunFilter(args, Date.now());
		const {listRuns} = await import('../run/run-list.ts');
		const notes: string[] = [];
		const all = await listRuns(process.cwd(), note => notes.push(note));
		for (const note of notes) process.stderr.write(`connectop: ${note}\n`);
		const runs = filter.of(all);
		const every = args['all'] === true || args['json'] === true;
		const shown = runs.slice(0, filter.limit ?? (every ? runs.length : most));
		if (args['json'] === true) for (const run of shown) process.stdout.write(`${JSON.stringify(row(run))}\n`);
		else if (runs.length === 0) process.stderr.write(`${nothing(all.length, filter.asked)}\n`);
		else process.stdout.write(table(shown));
		if (shown.length < runs.length && args['json'] !== true)
			process.stderr.write(
				`and ${runs.length - shown.length} more${filter.limit === undefined ? '; --all lists them' : ''}\n`,
			);
	},
};

/** Why a list is empty. */
function nothing(known: number, asked: string): string {
	if (known === 0) return 'there are no runs yet; connectop starts one';
	if (asked === '--live') return 'no run is live; connectop starts one';
	return `no run fits ${clean(asked)}; ${known === 1 ? 'there is 1' : `there are ${known}`} without it`;
}

/** What a script wants to know. */
function row({id, directory, life, host, pid, document, problem}: ListedRun) {
	if (!document) return {id, directory, state: life, problem};
	const {name, notes, startedAt, heartbeat, lastTick, settings, graph, model, socket, api, endReason, jobId} = document;
	return {
		id,
		name,
		directory,
		state: stateOf({life, document}),
		host,
		pid,
		jobId,
		startedAt,
		lastSeen: heartbeat,
		tick: lastTick,
		hz: settings['hz'],
		nodes: graph['nodes'],
		model: model.id,
		domain: settings['preset'],
		graph: graph['title'],
		endReason,
		notes,
		...(life === 'live' ? {socket, api} : {}),
	};
}

const optional: readonly string[] = ['NAME', 'NOTE'];

const allColumns: ReadonlyArray<readonly [title: string, align: 'left' | 'right', cell: (run: ListedRun) => string]> = [
	['RUN', 'left', ({id}) => clean(id)],
	['NAME', 'left', ({document}) => clean(document?.name ?? '')],
	['STATE', 'left', stateOf],
	['TICK', 'right', ({document}) => (document ? count(document.lastTick) : '')],
	['HZ', 'right', ({document}) => String(document?.settings['hz'] ?? '')],
	['NODES', 'right', ({document}) => (document ? count(Number(document.graph['nodes'])) : '')],
	['STARTED', 'left', ({document}) => (document ? minute(document.startedAt) : '')],
	['NOTE', 'left', ({document}) => truncate(clean(document?.notes?.at(-1)?.text ?? ''), 36, '…')],
	['WHERE', 'left', run => whereabouts(run, Date.now())],
];

/** A column that no run has anything for is left out. */
function table(runs: readonly ListedRun[]): string {
	const columns = allColumns.filter(
		([title, , cell]) => !optional.includes(title) || runs.some(run => cell(run) !== ''),
	);
	const rows = [columns.map(([title]) => title), ...runs.map(run => columns.map(([, , cell]) => cell(run)))];
	return `${tableLines(rows, at => columns[at]?.[1] ?? 'left').join('\n')}\n`;
}
