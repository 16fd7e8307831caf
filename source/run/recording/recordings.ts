import {join} from 'node:path';
import {messageOf} from '../../base/errors.ts';
import type {Graph} from '../../connectome/graph.ts';
import type {Model} from '../../dynamics/model.ts';
import {heldText} from '../../records/held-text.ts';
import {openRecordFile, type RecordFile} from '../../records/recording/record-file.ts';
import type {Emission} from '../emission.ts';
import type {News, RecorderSetting} from '../protocol.ts';
import {aboutRecorder} from './about.ts';
import {letGo} from './batches.ts';
import {bytesAnHour, forecastInWords} from './forecast.ts';
import {describeRecorder, planRecorder, type RecorderPlan} from './plan.ts';
import {createRecentRows, type RecentRows} from './recent-rows.ts';
import type {RecorderView} from './view.ts';

/** The folder of recorders' files in a run's directory. */
export const recordsFolder = 'records';
/** Rows of one recorder that wait for the disk here; those behind them stay in the engine's memory, which is bounded. */
const mostWaiting = 16 * 1024 * 1024;
/** Losses are told as often as this, ms. */
const tellMs = 10_000;

type Rows = Extract<Emission, {type: 'rows'}>;

export interface RecordingsSetup {
	/** The run's. */
	readonly directory: string;
	readonly graph: Graph;
	readonly model: Model;
	/** Ticks a second in force. */
	hz(): number;
	news(news: News): void;
}

/** The files of a run's recorders, in the main thread. */
export interface Recordings {
	/** These recorders, and only these, from now on. */
	follow(recorders: readonly RecorderSetting[] | undefined): void;
	take(rows: Rows): void;
	/** How each goes, with its newest rows, so many at most. */
	views(newest: number): readonly RecorderView[];
	/** Writes what is left and closes. A failure has been told as an event. */
	close(): Promise<void>;
}

interface Active {
	readonly setting: RecorderSetting;
	readonly plan: RecorderPlan;
	readonly recent: RecentRows;
	/** Batches that are held until there is room for them. */
	readonly pending: Rows[];
	file: RecordFile | undefined;
	opened: Promise<void>;
	closed: Promise<void> | undefined;
	rows: number;
	lost: number;
	failed: string | undefined;
}

/** Records nothing yet. A recorder whose file can't be written says so and ends; the run goes on. */
export function createRecordings({directory, graph, model, hz, news}: RecordingsSetup): Recordings {
	const ground = {graph, model};
	const folder = join(directory, recordsFolder);
	let active: readonly Active[] = [];
	/** The last file of each name, which may still be being closed. */
	const closing = new Map<string, Promise<void>>();
	const told = new Map<Active, {lost: number; at: number}>();

	const say = (level: News['level'], {setting: {name}}: Active, message: string, data: object = {}) =>
		news({level, kind: 'recorder', message: `${name}: ${message}`, data: {name, ...data}});

	function start(setting: RecorderSetting): Active {
		const plan = planRecorder(setting, ground);
		const each: Active = {
			setting,
			plan,
			recent: createRecentRows(plan, ground),
			pending: [],
			file: undefined,
			opened: Promise.resolve(),
			closed: undefined,
			rows: 0,
			lost: 0,
			failed: undefined,
		};
		each.opened = open(each).catch((error: unknown) => fail(each, error));
		return each;
	}

	async function open(each: Active): Promise<void> {
		const {plan, setting} = each;
		await closing.get(setting.name);
		const file = await openRecordFile(folder, aboutRecorder(setting, plan, ground), {
			onError: error => fail(each, error),
			holding: {
				held: (_, error) => say('warn', each, `${error.message}; its rows wait in memory`, {code: error.code}),
				released: (_, rows) => say('info', each, `the disk takes its rows again; ${heldText(rows)} had waited`),
			},
		});
		each.file = file;
		const cut = file.cut > 0 ? `, ${file.cut} bytes of a torn row cut` : '';
		const what = `${describeRecorder(plan, model)} to ${recordsFolder}/${file.file}, ${forecastInWords(setting, hz())}${cut}`;
		say('info', each, what, {file: `${recordsFolder}/${file.file}`, bytesAnHour: bytesAnHour(setting, hz()) ?? null});
		drain(each);
	}

	function fail(each: Active, error: unknown): void {
		if (each.failed !== undefined) return;
		each.failed = messageOf(error);
		say('error', each, `${each.failed}; it records no more`);
		drain(each);
	}

	/** Gives what is held to the file, as far as it has room. */
	function drain(each: Active, all = false): void {
		const {file, pending, failed} = each;
		if (!file && failed === undefined) return;
		while (pending.length > 0 && (all || failed !== undefined || (file?.waiting ?? 0) < mostWaiting)) {
			const batch = pending.shift();
			if (!batch) return;
			if (failed === undefined) file?.add(batch.bytes.subarray(0, batch.used));
			else each.lost += batch.used / each.plan.layout.bytes;
			letGo(batch);
		}
	}

	function tellLost(each: Active, last: boolean): void {
		const before = told.get(each) ?? {lost: 0, at: Number.NEGATIVE_INFINITY};
		const now = performance.now();
		if (each.lost === before.lost || (!last && now - before.at < tellMs)) return;
		told.set(each, {lost: each.lost, at: now});
		const data = {lost: each.lost, rows: each.rows};
		say('warn', each, `${each.lost - before.lost} rows lost, ${each.lost} in all: the disk does not keep up`, data);
	}

	function end(each: Active): Promise<void> {
		each.closed ??= (async () => {
			await each.opened;
			drain(each, true);
			await each.file?.close();
			if (each.failed === undefined) tellLost(each, true);
			told.delete(each);
			const {file, rows} = each;
			if (file) say('info', each, `${rows} rows in ${recordsFolder}/${file.file}`, {rows, lost: each.lost});
		})();
		closing.set(each.setting.name, each.closed);
		return each.closed;
	}

	return {
		follow(recorders = []) {
			const kept = recorders.map(({name, spec}) =>
				active.find(({setting}) => setting.name === name && setting.spec === spec),
			);
			for (const each of active) if (!kept.includes(each)) void end(each);
			active = recorders.map((setting, i) => kept[i] ?? start(setting));
		},
		take(batch) {
			const each = active.find(({setting}) => setting.name === batch.name);
			if (!each) {
				letGo(batch);
				return;
			}
			const rows = batch.bytes.subarray(0, batch.used);
			each.rows += batch.used / each.plan.layout.bytes;
			each.recent.take(rows);
			each.lost = Math.max(each.lost, batch.lost);
			each.pending.push(batch);
			drain(each);
			if (each.failed === undefined) tellLost(each, false);
		},
		views: newest =>
			active.map(({setting, plan, recent, file, rows, lost, failed}) => {
				const crossings = recent.crossings(newest);
				return {
					name: setting.name,
					spec: setting.spec,
					what: describeRecorder(plan, model),
					file: file ? `${recordsFolder}/${file.file}` : '',
					rows,
					bytes: file?.bytes ?? 0,
					bytesAnHour: bytesAnHour(setting, hz()) ?? null,
					lost,
					...(failed === undefined ? {} : {failed}),
					tick: recent.tick,
					traces: recent.traces(newest),
					...(crossings ? {crossings} : {}),
				};
			}),
		async close() {
			await Promise.all(active.map(end));
			await Promise.all(closing.values());
		},
	};
}
