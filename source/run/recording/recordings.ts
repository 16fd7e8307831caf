import {join} from 'node:path';
import type {Graph} from '../../connectome/graph.ts';
import type {Model} from '../../dynamics/model.ts';
import {heldText} from '../../records/held-text.ts';
import type {News, RecorderSetting} from '../protocol.ts';
import {aboutRecorder} from './about.ts';
import {letGo} from './batches.ts';
import {bytesAnHour, forecastInWords} from './forecast.ts';
import {describeRecorder, planRecorder, type RecorderPlan} from './plan.ts';
import {createRecentRows, type RecentRows} from './recent-rows.ts';
import {createRowWriter, type RowBatch, type RowWriter} from './row-writer.ts';
import type {RecorderView} from './view.ts';

/** The folder of recorders' files in a run's directory. */
export const recordsFolder = 'records';
/** Losses are told as often as this, ms. */
const tellMs = 10_000;

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
	take(rows: RowBatch): void;
	/** Bytes of rows that are in no file yet. */
	readonly waiting: number;
	/** How each goes, with its newest rows, so many at most. */
	views(newest: number): readonly RecorderView[];
	/** Resolves when all rows so far are on disk, or can't get there any more, which was told; rejects while the disk is full. */
	flush(): Promise<void>;
	/** Writes what is left and closes. A failure has been told as an event. */
	close(): Promise<void>;
}

interface Active {
	readonly setting: RecorderSetting;
	readonly plan: RecorderPlan;
	readonly recent: RecentRows;
	readonly writer: RowWriter;
	/** Taken in. */
	rows: number;
	/** Rows for which the engine had no room, of which `toldLost` were told, the last time at `toldAt`. */
	overflow: number;
	toldLost: number;
	toldAt: number;
}

/** Records nothing yet. A recorder whose file can't be written says so and ends; the run goes on. */
export function createRecordings({directory, graph, model, hz, news}: RecordingsSetup): Recordings {
	const ground = {graph, model};
	const folder = join(directory, recordsFolder);
	let active: readonly Active[] = [];
	/** Those that have ended, by name: their files may still be being closed. */
	const closing = new Map<string, Promise<void>>();

	const say = (level: News['level'], name: string, message: string, data: object = {}) =>
		news({level, kind: 'recorder', message: `${name}: ${message}`, data: {name, ...data}});
	const path = (file: string) => `${recordsFolder}/${file}`;
	const lostOf = ({overflow, writer}: Active) => overflow + writer.dropped;

	function start(setting: RecorderSetting): Active {
		const {name} = setting;
		const plan = planRecorder(setting, ground);
		const writer = createRowWriter({
			folder,
			rowBytes: plan.layout.bytes,
			about: () => aboutRecorder(setting, plan, ground),
			before: closing.get(name),
			opened({file, cut}) {
				const torn = cut > 0 ? `, ${cut} bytes of a torn row cut` : '';
				const what = `${describeRecorder(plan, model)} to ${path(file)}, ${forecastInWords(setting, hz())}${torn}`;
				say('info', name, what, {file: path(file), bytesAnHour: bytesAnHour(setting, hz()) ?? null});
			},
			held: error => say('warn', name, `${error.message}; its rows wait in memory`, {code: error.code}),
			released: rows => say('info', name, `the disk takes its rows again; ${heldText(rows)} had waited`),
			failed: message => say('error', name, `${message}; it records no more`),
		});
		const recent = createRecentRows(plan, ground);
		return {setting, plan, recent, writer, rows: 0, overflow: 0, toldLost: 0, toldAt: Number.NEGATIVE_INFINITY};
	}

	function tellLost(each: Active, last: boolean): void {
		const {overflow, rows, setting, toldAt, toldLost} = each;
		const now = performance.now();
		if (overflow === toldLost || (!last && now - toldAt < tellMs)) return;
		[each.toldLost, each.toldAt] = [overflow, now];
		const message = `${overflow - toldLost} rows lost, ${overflow} in all: the disk does not keep up`;
		say('warn', setting.name, message, {lost: overflow, rows});
	}

	async function end(each: Active): Promise<void> {
		const {setting, writer, rows} = each;
		await writer.close();
		tellLost(each, true);
		const {file, failure} = writer;
		if (file && failure === undefined)
			say('info', setting.name, `${rows} rows in ${path(file.file)}`, {rows, lost: lostOf(each)});
	}

	return {
		follow(recorders = []) {
			const kept = recorders.map(({name, spec}) =>
				active.find(({setting}) => setting.name === name && setting.spec === spec),
			);
			for (const each of active) if (!kept.includes(each)) closing.set(each.setting.name, end(each));
			active = recorders.map((setting, i) => kept[i] ?? start(setting));
		},
		take(batch) {
			const each = active.find(({setting}) => setting.name === batch.name);
			if (!each) {
				letGo(batch);
				return;
			}
			each.rows += batch.used / each.plan.layout.bytes;
			each.overflow = batch.lost;
			each.recent.take(batch.bytes.subarray(0, batch.used));
			each.writer.take(batch);
			tellLost(each, false);
		},
		get waiting() {
			return active.reduce((sum, {writer}) => sum + writer.waiting, 0);
		},
		async flush() {
			await Promise.all([...active.map(({writer}) => writer.flush()), ...closing.values()]);
		},
		views: newest =>
			active.map(each => {
				const {setting, plan, recent, rows, writer} = each;
				const {file, failure} = writer;
				const crossings = recent.crossings(newest);
				return {
					name: setting.name,
					spec: setting.spec,
					what: describeRecorder(plan, model),
					file: file ? path(file.file) : '',
					rows,
					bytes: file?.bytes ?? 0,
					bytesAnHour: bytesAnHour(setting, hz()) ?? null,
					lost: lostOf(each),
					...(failure === undefined ? {} : {failed: failure}),
					tick: recent.tick,
					traces: recent.traces(newest),
					...(crossings ? {crossings} : {}),
				};
			}),
		async close() {
			await Promise.all([...active.map(end), ...closing.values()]);
		},
	};
}
