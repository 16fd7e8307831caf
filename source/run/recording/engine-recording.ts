import type {Graph} from '../../connectome/graph.ts';
import type {Model} from '../../dynamics/model.ts';
import type {Unstamped} from '../emission.ts';
import type {RecorderSetting} from '../protocol.ts';
import {createSchedule} from '../schedule.ts';
import {createBatchPool, type RowBatch} from './batches.ts';
import {planRecorder, type RecorderPlan} from './plan.ts';
import {createSampler, type Moment, type RowSink, type Sampled, type Sampler} from './sampler.ts';

/** Rows go to the main thread as often as this, ms. */
const sendMs = 100;

/** What recording needs of the run that it is part of. */
export interface RecordingSetup extends Sampled {
	readonly graph: Graph;
	readonly model: Model;
	/** The variables can be read with `gather` as they are after this tick. Called before the first of a tick. */
	fresh(): void;
	emit(emission: Unstamped): void;
	/** Monotonic clock, ms. */
	now(): number;
}

/** The recorders of a run, in the thread of its engine. */
export interface EngineRecording {
	/** These recorders, and only these, from now on; what others have gathered is sent. */
	follow(recorders: readonly RecorderSetting[] | undefined, tick: number): void;
	/** Gathers what is due at the end of a tick, and sends what has waited long enough. */
	take(moment: Moment): void;
	/** The state is another one: crossings are counted from there. */
	begin(): void;
	/** Sends what was gathered. */
	flush(): void;
}

interface Active {
	readonly setting: RecorderSetting;
	readonly plan: RecorderPlan;
	readonly sampler: Sampler;
	readonly rows: Rows;
	due(now: number, tick: number): boolean;
	/** Rows for which there was no room. */
	lost: number;
}

/** Rows of one recorder on their way into batches, and those on theirs to the main thread. */
interface Rows {
	readonly sink: RowSink;
	send(lost: number): void;
}

/** Recording of a run that records nothing yet. Its rows are emissions, in shared memory of a bounded size; rows beyond it are counted and told. */
export function createEngineRecording(setup: RecordingSetup): EngineRecording {
	const pool = createBatchPool();
	let active: readonly Active[] = [];
	let sentAt = setup.now();

	function start(setting: RecorderSetting, tick: number): Active {
		const plan = planRecorder(setting, setup);
		const {every} = plan.spec;
		const schedule = createSchedule(() => every, setup.now(), tick);
		const sampler = createSampler(plan);
		setup.fresh();
		sampler.begin(setup);
		return {
			setting,
			plan,
			sampler,
			rows: rowsOf(plan),
			// Multiples of the interval: recorders of one interval, and those of a run that goes on, have the same ticks.
			due: (now, at) => ('ticks' in every ? at % every.ticks === 0 : schedule.due(now, at)),
			lost: 0,
		};
	}

	function rowsOf({name, layout}: RecorderPlan): Rows {
		let batch: (RowBatch & {readonly view: DataView; readonly floats: Float32Array}) | undefined;
		let used = 0;
		let toldLost = 0;
		const send = (lost: number) => {
			if (!batch && lost === toldLost) return;
			toldLost = lost;
			const {bytes = new Uint8Array(0), hold = new Int32Array(1)} = batch ?? {};
			setup.emit({type: 'rows', name, bytes, used, hold, lost});
			[batch, used] = [undefined, 0];
		};
		const sink: RowSink = () => {
			if (batch && used + layout.bytes > batch.bytes.length) send(toldLost);
			if (!batch) {
				const free = pool.take(layout.bytes);
				if (!free) return undefined;
				const {buffer} = free.bytes;
				batch = {...free, view: new DataView(buffer), floats: new Float32Array(buffer)};
			}
			const {view, floats} = batch;
			const at = used;
			used += layout.bytes;
			return {view, floats, at};
		};
		return {sink, send};
	}

	function flush(): void {
		for (const each of active) each.rows.send(each.lost);
		sentAt = setup.now();
	}

	return {
		flush,
		follow(recorders = [], tick) {
			flush();
			const same = (setting: RecorderSetting) =>
				active.find(each => each.setting.name === setting.name && each.setting.spec === setting.spec);
			active = recorders.map(setting => same(setting) ?? start(setting, tick));
			pool.keep(active.map(each => each.plan.layout.bytes));
		},
		begin() {
			if (active.length === 0) return;
			setup.fresh();
			for (const {sampler} of active) sampler.begin(setup);
		},
		take(moment) {
			if (active.length === 0) return;
			const now = setup.now();
			let fresh = false;
			for (const each of active) {
				if (!each.due(now, moment.tick)) continue;
				if (!fresh && each.plan.nodes.length > 0) {
					setup.fresh();
					fresh = true;
				}
				each.lost += each.sampler.sample(setup, moment, each.rows.sink);
			}
			if (now - sentAt >= sendMs) flush();
		},
	};
}
