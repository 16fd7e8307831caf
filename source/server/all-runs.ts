import {readRunDocument} from '../records/run-document.ts';
import type {RunClient} from '../run/client.ts';
import {openPast} from '../run/open-past.ts';
import type {RunPast} from '../run/past.ts';
import {type ListedRun, listRuns} from '../run/run-list.ts';
import {Problem} from './problems.ts';
import {attachRun} from './remote/attach.ts';
import type {RemoteRun} from './remote/remote-run.ts';
import type {RunStore} from './run-store.ts';
import type {RunSummary} from './schemas.ts';

/** Frames a second that are taken from a run, for however many clients. */
const fps = 10;

/** Every run that is known from `cwd`: live ones are passed on through their sockets, the others are read from their directories. */
export function allRuns(cwd: string): RunStore & {close(): void} {
	const attached = new Map<string, Promise<RemoteRun>>();
	const pasts = new Map<string, RunPast>();
	const list = () => listRuns(cwd, () => undefined);

	async function find(id: string): Promise<ListedRun> {
		const known = await list();
		const exact = known.filter(each => each.id === id);
		const [found, ...others] = exact.length > 0 ? exact : known.filter(each => each.document?.name === id);
		if (found && others.length === 0) return found;
		if (found)
			throw new Problem(
				409,
				'run-ambiguous',
				`run "${id}": ${1 + others.length} runs are called so; start one with --name or --run-dir`,
			);
		throw new Problem(404, 'run-unknown', `run "${id.slice(0, 100)}" is not known; GET /v1/runs lists those that are`);
	}

	async function attach({id, directory}: ListedRun): Promise<RunClient> {
		const known = attached.get(directory);
		if (known) return known;
		const run = attachRun({id, path: directory}, {fps, field: 'full', readOnly: false, whenDead: 'end'});
		attached.set(directory, run);
		const forget = () => void attached.delete(directory);
		run.then(({ended}) => ended.then(forget), forget);
		return run;
	}

	return {
		list: async () => (await list()).flatMap(summaryOf),
		async open(id) {
			const run = await find(id);
			if (run.life === 'live') return attach(run);
			throw new Problem(
				409,
				'run-over',
				`run ${id} is not live (${run.life}); its document, events and metrics can be read`,
			);
		},
		async past(id) {
			const {directory} = await find(id);
			const known = pasts.get(directory) ?? openPast(directory);
			pasts.set(directory, known);
			return known;
		},
		document: async id => readRunDocument((await find(id)).directory),
		close() {
			for (const run of attached.values()) void run.then(each => each.detach());
		},
	};
}

function summaryOf({id, directory, life, host, pid, document}: ListedRun): readonly RunSummary[] {
	if (!document || life === 'damaged') return [];
	const {settings, graph, jobId, socket, api, name, notes} = document;
	const paused = settings['paused'] === true ? 'paused' : 'running';
	return [
		{
			id,
			...(name === undefined ? {} : {name}),
			...(notes === undefined ? {} : {notes}),
			directory,
			state: life === 'live' ? paused : life,
			host,
			pid,
			...(jobId === undefined ? {} : {jobId}),
			startedAt: document.startedAt,
			lastSeen: document.heartbeat,
			tick: document.lastTick,
			hz: Number(settings['hz']),
			nodes: Number(graph['nodes']),
			model: document.model.id,
			...(life === 'live' && socket !== undefined ? {socket} : {}),
			...(life === 'live' && api !== undefined ? {api} : {}),
		},
	];
}
