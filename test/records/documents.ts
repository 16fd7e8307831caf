import type {RunDocument} from '../../source/records/run-document.ts';

/** A run.json as a run of some ticks has it. */
export const runDocument = (change: Partial<RunDocument> = {}): RunDocument => ({
	v: 1,
	id: '20261121_090507',
	version: '0.1.0',
	node: 'v24.0.0',
	host: 'here',
	pid: 4711,
	bootId: undefined,
	jobId: undefined,
	startedAt: '2026-11-21T09:05:07.000Z',
	status: 'running',
	options: {neurons: 12},
	settings: {hz: 10},
	seed: 0,
	model: {id: 'model', title: 'a model'},
	kernel: {id: 'cpu', title: 'cpu', reason: 'asked for'},
	substeps: 1,
	graph: {title: 'knn k 2'},
	checkpoints: [],
	lastTick: 0,
	lastSeq: 0,
	epoch: 0,
	heartbeat: '2026-11-21T09:05:07.000Z',
	counters: {},
	...change,
});
