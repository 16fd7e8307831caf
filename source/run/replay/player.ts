import {join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {readCheckpoint, type SavedState} from '../../records/checkpoint.ts';
import type {Emission, Unstamped} from '../emission.ts';
import type {Driven} from '../pacer.ts';
import type {Command, Outcome, Settings} from '../protocol.ts';
import type {ScriptPlayer} from '../script-player.ts';
import type {SharedBlock} from '../shared.ts';
import type {JournalLine, StartLine} from './journal-lines.ts';
import {openStage, payloadOf, type Stage, type StageGraph, stageModel, stageStart} from './stage.ts';
import {isBefore, isStart, type Moment, type SavedMoment, type Timeline} from './timeline.ts';
import {createViewer, type Viewer} from './viewer.ts';

/** As fast as it goes, on the way to a moment that is sought. */
const rushHz = 1e6;
/** So long the engine hears nothing on that way. */
const rushMs = 15;

export interface PlayerSetup {
	readonly directory: string;
	readonly timeline: Timeline;
	readonly on: StageGraph;
	readonly block: SharedBlock;
	readonly speed: number;
	emit(emission: Emission): void;
	/** What was waited for is there. */
	wake(): void;
	/** It can't go on. */
	fail(error: unknown): void;
}

/** A replay as the pacer drives it: to it the replay is a run, and the journal a script. */
export interface Player {
	readonly driven: Driven;
	readonly script: ScriptPlayer;
	/** The engine that plays now; another one after a jump. */
	stage(): Stage;
}

/** Builds the engine of a timeline's beginning. Throws what is wrong with its files. */
export async function createPlayer(setup: PlayerSetup): Promise<Player> {
	const {directory, timeline, on, block, emit} = setup;
	const {lines} = timeline;
	const viewer: Viewer = createViewer(setup.speed, timeline, where, seek, say, announce);
	let stage: Stage;
	/** Index of the next line of the journal. */
	let next = 0;
	let holds = false;
	let sought: Moment | undefined;
	let shown: {of: Settings; paused: boolean; hz: number; settings: Settings} | undefined;
	const {epoch, to} = timeline.spans.at(-1) ?? {epoch: 0, to: 0};
	const last: Moment = {epoch, tick: to};

	stage = await staged(first(), undefined);
	next = 1;

	function first(): StartLine {
		const [line] = lines;
		if (line && isStart(line)) return line;
		throw new ConnectopError('unverified', 'journal-empty', `${directory}: its journal holds no header`);
	}

	async function staged(line: StartLine, from: SavedMoment | undefined): Promise<Stage> {
		const model = await stageModel(directory, line);
		const saved = from && (await readCheckpoint(join(directory, from.file)));
		return openStage(
			saved && from ? {...line, epoch: from.epoch, settings: saved.settings as unknown as Settings} : line,
			{
				on,
				model,
				start: saved ? saved.state : await stageStart(directory, line),
				block,
				emit: emission => {
					if (emission.type === 'settings') announce();
				},
			},
		);
	}

	function where(): Moment {
		return {epoch: stage.nexus.epoch, tick: stage.nexus.tickCount};
	}

	function say(emission: Unstamped): void {
		emit({at: Date.now(), ...where(), ...emission} as Emission);
	}

	function announce(): void {
		const {settings} = stage.nexus;
		say({type: 'settings', settings: {...settings, paused: viewer.paused}});
	}

	/** Ends what the pacer drives, after saying why. */
	function failed(error: unknown): void {
		setup.fail(error);
		viewer.endReason ??= 'failed';
		holds = false;
		setup.wake();
	}

	/** Waits for files, and the clock with it. */
	function hold(action: () => Promise<void>): void {
		holds = true;
		action().then(() => {
			holds = false;
			setup.wake();
		}, failed);
	}

	/** Every line of the journal that acts before the next step, when there is to be one. */
	function play(): boolean {
		if (viewer.paused && !sought && viewer.stepsWanted === 0) return false;
		const before = next;
		while (!holds && !(sought && reached(sought))) {
			const line = lines[next];
			if (!line || !due(line)) break;
			next++;
			if (isStart(line)) hold(async () => begin(line));
			else if (line.kind === 'command') {
				if (typeof line.args['file'] === 'string' && typeof line.args['sha256'] === 'string')
					hold(async () => carryOut(line, await payloadOf(directory, line)));
				else carryOut(line, undefined);
			}
		}
		const settled = !holds && settle();
		return next > before || holds || settled;
	}

	function due(line: JournalLine): boolean {
		const {epoch, tickCount} = stage.nexus;
		if (line.kind === 'command') return line.at <= tickCount;
		if (!isStart(line)) return line.tick <= tickCount;
		return tickCount >= (timeline.spans.find(each => each.epoch === epoch)?.to ?? 0);
	}

	async function begin(line: StartLine): Promise<void> {
		stage = await staged(line, undefined);
		announce();
	}

	function carryOut(line: Extract<JournalLine, {kind: 'command'}>, payload: SavedState | undefined): void {
		const {id, args, by} = line;
		const outcome = stage.nexus.apply({id, args, by}, payload);
		if (!outcome.ok)
			throw new ConnectopError(
				'unverified',
				'journal-broken',
				`line ${line.line} of the journal: ${id}: ${outcome.error}`,
			);
	}

	const reached = (moment: Moment) => !isBefore(where(), moment);

	/** Stops where it was to come to, or where nothing more was recorded. */
	function settle(): boolean {
		const arrived = sought !== undefined && reached(sought);
		if (arrived) {
			sought = undefined;
			say({
				type: 'event',
				news: {level: 'info', kind: 'seek', message: `at tick ${where().tick} of epoch ${where().epoch}`},
			});
			announce();
		}
		if (viewer.paused || sought || next < lines.length || isBefore(where(), last)) return arrived;
		viewer.pause();
		announce();
		say({
			type: 'event',
			news: {level: 'info', kind: 'end', message: `end of the replay: tick ${where().tick} of epoch ${where().epoch}`},
		});
		return true;
	}

	/** Goes to a moment, from the nearest state that was saved before it unless the one here is nearer. */
	function seek(target: Moment): void {
		const span = timeline.spans.find(each => each.epoch === target.epoch);
		const line = lines[span?.stretch ?? 0];
		if (!span || !line || !isStart(line)) return;
		const before = timeline.saved.filter(each => each.epoch >= line.epoch && !isBefore(target, each));
		const [base] = before.sort((a, b) => (isBefore(a, b) ? 1 : -1));
		const start = base ?? {epoch: line.epoch, tick: line.tick};
		const here = where();
		const nearer = here.epoch >= line.epoch && !isBefore(here, start) && !isBefore(target, here);
		sought = target;
		if (nearer) return;
		hold(async () => {
			stage = await staged(line, base);
			const from = (span.stretch ?? 0) + 1;
			// The restore that began the epoch has a higher number than what it saved.
			const after = base
				? lines.findIndex((each, i) => i >= from && each.seq > base.seq && !beganBefore(each, base))
				: from;
			next = after < 0 ? lines.length : after;
			announce();
		});
	}

	const driven: Driven = {
		get settings() {
			const {settings} = stage.nexus;
			const rush = sought !== undefined;
			const paused = viewer.paused && !rush;
			const hz = rush ? rushHz : Math.min(rushHz, settings.hz * viewer.speed);
			if (shown?.of !== settings || shown.paused !== paused || shown.hz !== hz)
				shown = {of: settings, paused, hz, settings: {...settings, paused, hz}};
			return shown.settings;
		},
		get endReason() {
			return viewer.endReason;
		},
		set endReason(reason) {
			viewer.endReason = reason;
		},
		get stepsWanted() {
			return viewer.stepsWanted;
		},
		set stepsWanted(count) {
			viewer.stepsWanted = count;
		},
		get tickCount() {
			return stage.nexus.tickCount;
		},
		get epoch() {
			return stage.nexus.epoch;
		},
		get theta() {
			return stage.nexus.theta;
		},
		get time() {
			return stage.nexus.time;
		},
		get metrics() {
			return stage.nexus.metrics;
		},
		get stepMs() {
			return stage.nexus.stepMs;
		},
		get tickMs() {
			return stage.nexus.tickMs;
		},
		get substeps() {
			return stage.nexus.substeps;
		},
		get taken() {
			return stage.nexus.taken;
		},
		tick() {
			const until = performance.now() + rushMs;
			do {
				if (holds || !isBefore(where(), last)) return;
				stage.nexus.tick();
				if (sought) play();
			} while (sought && performance.now() < until);
		},
		apply: (command: Command): Outcome => viewer.apply(command),
		emit: say,
		emitRow: nothing,
		emitPicture: nothing,
		save: nothing,
		news: nothing,
	};
	const script: ScriptPlayer = {
		get holds() {
			return holds;
		},
		play,
		answered: nothing,
	};
	return {driven, script, stage: () => stage};
}

/** A restore is journalled after what it saved: it is part of that state. */
const beganBefore = (line: JournalLine, base: SavedMoment): boolean =>
	line.kind === 'command' && line.epoch === base.epoch && line.tick === base.tick && line.args['sha256'] !== undefined;

function nothing(): undefined {
	return undefined;
}
