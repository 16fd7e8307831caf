import process from 'node:process';
import type {CommandModule} from 'yargs';
import {count} from '../draw/number.ts';
import {clean, toWidth} from '../draw/text.ts';
import type {ListedRun} from '../run/run-list.ts';

/** Lines for a person. */
const most = 20;

/** `connectop runs`: the runs that are known here. */
export const runsCommand: CommandModule = {
	command: 'runs',
	describe: 'list runs, live ones first',
	builder: yargs =>
		yargs
			.option('live', {type: 'boolean', describe: 'those that go on alone'})
			.option('all', {type: 'boolean', describe: `every one; without it the first ${most}`})
			.option('json', {type: 'boolean', describe: 'one JSON object a line'})
			.example('$0 runs', 'every run of this directory and of yours')
			.example('$0 runs --live --json', 'for a script'),
	async handler(args) {
		const {listRuns} = await import('../run/run-list.ts');
		const notes: string[] = [];
		const all = await listRuns(process.cwd(), note => notes.push(note));
		for (const note of notes) process.stderr.write(`connectop: ${note}\n`);
		const runs = args['live'] === true ? all.filter(({life}) => life === 'live' || life === 'elsewhere') : all;
		const shown = args['all'] === true || args['json'] === true ? runs : runs.slice(0, most);
		if (args['json'] === true) for (const run of shown) process.stdout.write(`${JSON.stringify(row(run))}\n`);
		else if (runs.length === 0)
			process.stderr.write(
				args['live'] === true
					? 'no run is live; connectop starts one\n'
					: 'there are no runs yet; connectop starts one\n',
			);
		else process.stdout.write(table(shown));
		if (shown.length < runs.length) process.stderr.write(`and ${runs.length - shown.length} older; --all lists them\n`);
	},
};

/** What a script wants to know. */
function row({id, directory, life, host, pid, document, problem}: ListedRun) {
	if (!document) return {id, directory, state: life, problem};
	const {startedAt, heartbeat, lastTick, settings, graph, model, socket, api, endReason, jobId} = document;
	return {
		id,
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
		endReason,
		...(life === 'live' ? {socket, api} : {}),
	};
}

const stateOf = ({life, document}: Pick<ListedRun, 'life' | 'document'>): string =>
	life === 'live' ? (document?.settings['paused'] === true ? 'paused' : 'running') : life;

const columns: ReadonlyArray<readonly [title: string, align: 'left' | 'right', cell: (run: ListedRun) => string]> = [
	['RUN', 'left', ({id}) => clean(id)],
	['STATE', 'left', stateOf],
	['TICK', 'right', ({document}) => (document ? count(document.lastTick) : '')],
	['HZ', 'right', ({document}) => String(document?.settings['hz'] ?? '')],
	['NODES', 'right', ({document}) => (document ? count(Number(document.graph['nodes'])) : '')],
	['STARTED', 'left', ({document}) => (document ? minute(document.startedAt) : '')],
	['WHERE', 'left', where],
];

/** UTC, to the minute. */
const minute = (at: string): string => at.slice(0, 16).replace('T', ' ');

/** A run on another machine may be going on: nobody here can know. */
function where({life, host, pid, document, problem, directory}: ListedRun): string {
	if (problem !== undefined) return clean(problem);
	if (life === 'elsewhere') return `on ${clean(host)}, last seen ${minute(document?.heartbeat ?? '')} UTC`;
	if (life === 'live') return `process ${pid}${document?.api === undefined ? '' : `, ${document.api}`}`;
	if (life === 'dead') return `process ${pid} is gone; --resume goes on`;
	return clean(directory);
}

function table(runs: readonly ListedRun[]): string {
	const cells = runs.map(run => columns.map(([, , cell]) => cell(run)));
	const widths = columns.map(([title], at) => Math.max(title.length, ...cells.map(each => (each[at] ?? '').length)));
	const line = (texts: readonly string[]) =>
		texts
			.map((text, at) => toWidth(text, widths[at] ?? 0, columns[at]?.[1]))
			.join('  ')
			.trimEnd();
	return `${[line(columns.map(([title]) => title)), ...cells.map(line)].join('\n')}\n`;
}
