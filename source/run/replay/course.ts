import {ConnectopError} from '../../base/errors.ts';
import type {SavedState} from '../../records/checkpoint.ts';
import type {Settings} from '../protocol.ts';
import type {SharedBlock} from '../shared.ts';
import type {CommandLine, JournalLine, StartLine} from './journal-lines.ts';
import {openPlayedStage, payloadOf, readSaved, type Stage, type StageGraph, stageModel, stageStart} from './stage.ts';
import {isBefore, isStart, type Moment, type SavedMoment, type Timeline} from './timeline.ts';

export interface CourseSetup {
	readonly directory: string;
	readonly timeline: Timeline;
	readonly on: StageGraph;
	readonly block: SharedBlock;
	/** Other settings are in force. */
	changed(): void;
	/** What was waited for is there. */
	wake(): void;
	/** It can't go on. */
	fail(error: unknown): void;
}

/** A place in the course of a recorded run, with the engine that is there. */
export interface Course {
	/** Another one after a jump. */
	readonly stage: Stage;
	readonly where: Moment;
	/** Files are being read: nothing may move. */
	readonly holds: boolean;
	/** Where it is on the way to. */
	readonly sought: Moment | undefined;
	/** Nothing more was recorded. */
	readonly isOver: boolean;
	/** Does what the journal says before the next step, no further than the moment that is sought. True when there was any. */
	play(): boolean;
	/** Goes to a moment that was recorded, from the nearest state before it that was saved, unless the one here is nearer. */
	seek(target: Moment): void;
	/** True when the moment that was sought is the one that is here; then none is sought any more. Not asked while files are being read. */
	arrive(): boolean;
	/** Ends an external engine that steps. */
	close(): Promise<void>;
}

/** The beginning of a timeline. Throws what is wrong with its files. */
export async function openCourse({directory, timeline, on, block, changed, wake, fail}: CourseSetup): Promise<Course> {
	const {lines, spans} = timeline;
	const {epoch, to} = spans.at(-1) ?? {epoch: 0, to: 0};
	const [first] = lines;
	if (!first || !isStart(first))
		throw new ConnectopError('unverified', 'journal-empty', `${directory}: its journal holds no header`);
	/** The stage that was built last, whose engine is ended before another is. */
	let last: Stage | undefined;
	let stage = await staged(first, undefined);
	/** Index of the next line of the journal. */
	let next = 1;
	let holds = false;
	/** What is being read. */
	let pending: Promise<void> = Promise.resolve();
	let sought: Moment | undefined;
	/** Something else is sought since the files that are being read were asked for. */
	let soughtAnew = false;
	const where = (): Moment => ({epoch: stage.nexus.epoch, tick: stage.nexus.tickCount});
	const isPast = (moment: Moment) => isBefore(moment, where());
	const isHere = (moment: Moment) => !isPast(moment) && !isBefore(where(), moment);

	async function staged(line: StartLine, from: SavedMoment | undefined): Promise<Stage> {
		const model = await stageModel(directory, line);
		const saved = from && (await readSaved(directory, from));
		const settings = saved ? (saved.settings as unknown as Settings) : line.settings;
		await last?.close();
		last = await openPlayedStage(
			{...line, epoch: from?.epoch ?? line.epoch, settings},
			{
				on,
				model,
				start: saved ? saved.state : await stageStart(directory, line),
				block,
				emit: emission => {
					if (emission.type === 'settings') changed();
				},
			},
		);
		return last;
	}

	/** Waits for files, and the clock with it. One at a time: whoever seeks meanwhile is heard when they are there. */
	function hold(action: () => Promise<void>): void {
		holds = true;
		pending = action()
			.then(() => {
				holds = false;
				if (soughtAnew && sought) seek(sought);
			})
			.catch((error: unknown) => {
				holds = false;
				fail(error);
			})
			.then(wake);
	}

	function due(line: JournalLine): boolean {
		const {nexus} = stage;
		if (line.kind === 'command') return line.at <= nexus.tickCount;
		if (!isStart(line)) return line.tick <= nexus.tickCount;
		return nexus.tickCount >= (spans.find(each => each.epoch === nexus.epoch)?.to ?? 0);
	}

	function act(line: JournalLine): void {
		if (isStart(line)) {
			hold(async () => {
				stage = await staged(line, undefined);
				changed();
			});
		} else if (line.kind === 'command') {
			const {file, sha256} = line.args;
			if (typeof file === 'string' && typeof sha256 === 'string')
				hold(async () => carryOut(line, await payloadOf(directory, line)));
			else carryOut(line, undefined);
		}
	}

	function carryOut({id, args, by, line}: CommandLine, payload: SavedState | undefined): void {
		const outcome = stage.nexus.apply({id, args, by}, payload);
		if (outcome.ok) return;
		throw new ConnectopError('unverified', 'journal-broken', `line ${line} of the journal: ${id}: ${outcome.error}`);
	}

	/** Index of the first line that acts on what was saved. */
	function lineAfter(base: SavedMoment, from: number): number {
		// The restore that began its epoch has a higher number than what it saved, and is part of it.
		const began = ({kind, epoch: into, tick, ...rest}: JournalLine) =>
			kind === 'command' &&
			'args' in rest &&
			rest.args['sha256'] !== undefined &&
			into === base.epoch &&
			tick === base.tick;
		const found = lines.findIndex((line, i) => i >= from && line.seq > base.seq && !began(line));
		return found < 0 ? lines.length : found;
	}

	function seek(target: Moment): void {
		const index = spans.find(each => each.epoch === target.epoch)?.stretch ?? 0;
		const line = lines[index];
		if (!line || !isStart(line)) return;
		sought = target;
		soughtAnew = holds;
		if (holds) return;
		// Without a state of its own an engine can't go on as it did: it goes the whole way.
		const bases = line.engine && !line.engine.hello.can.includes('save') ? [] : timeline.saved;
		const [base] = bases
			.filter(each => each.epoch >= line.epoch && !isBefore(target, each))
			.sort((a, b) => (isBefore(a, b) ? 1 : -1));
		const here = where();
		const nearer = here.epoch >= line.epoch && !isBefore(here, base ?? line) && !isBefore(target, here);
		if (nearer) return;
		hold(async () => {
			stage = await staged(line, base);
			next = base ? lineAfter(base, index + 1) : index + 1;
			changed();
		});
	}

	return {
		async close() {
			sought = undefined;
			await pending; // an engine that is being started would stay
			await last?.close();
		},
		get stage() {
			return stage;
		},
		get where() {
			return where();
		},
		get holds() {
			return holds;
		},
		get sought() {
			return sought;
		},
		get isOver() {
			return next >= lines.length && !isBefore(where(), {epoch, tick: to});
		},
		play() {
			const before = next;
			while (!holds && !(sought && isHere(sought))) {
				const line = lines[next];
				if (!line || !due(line)) break;
				next++;
				act(line);
			}
			return next > before;
		},
		seek,
		arrive() {
			if (!sought || isBefore(where(), sought)) return false;
			const {epoch: of, tick} = sought;
			const arrived = isHere(sought);
			sought = undefined;
			if (!arrived) fail(missed(directory, of, tick));
			return arrived;
		},
	};
}

const missed = (directory: string, epoch: number, tick: number): ConnectopError =>
	new ConnectopError(
		'unverified',
		'journal-broken',
		`${directory}: its journal does not lead to tick ${tick} of epoch ${epoch}`,
	);
