import {join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {openDigestCursor} from '../../records/digest-log.ts';
import {readJournal} from '../../records/journal.ts';
import {type RunDocument, readRunDocument} from '../../records/run-document.ts';
import {checkCode, checkGraph} from './check-files.ts';
import {createDigestCheck, type DigestCheck} from './digest-check.ts';
import {type CommandLine, journalLine, type StartLine} from './journal-lines.ts';
import {openStage, payloadOf, type Stage, type StageGraph, stageGraph, stageModel, stageStart} from './stage.ts';
import {journalOf, type Stretch, type Survey, surveyJournal} from './survey.ts';
import {findCheckpoints, type WaitingCheckpoints} from './waiting-checkpoints.ts';

/** What was found to be equal. */
export interface Verification {
	/** Ticks whose state has the digest that was recorded. */
	readonly ticks: number;
	/** Ticks that were replayed, with a recorded digest or without. */
	readonly replayed: number;
	readonly epochs: number;
	/** Checkpoints whose content is the replayed state. */
	readonly checkpoints: number;
	readonly commands: number;
	/** False where the run, or a stretch of it, was on a kernel that is not bit-exact: its checkpoints are equal within 1e-5. */
	readonly exact: boolean;
	/** False for a run that is going on or was killed: it is right as far as it was recorded. */
	readonly ended: boolean;
}

/** How far a verification has come. */
export type Progress = (replayed: number, epoch: number, tick: number) => void;

/**
Plays a run's journal through a fresh engine and compares every state that was recorded: the digest of each tick, and each checkpoint byte for
byte. Changes nothing, so that a run that is going on can be verified as far as it has come. Throws a ConnectopError of kind `unverified` that
names the first tick that differs, or the file, and the line, that is damaged.
*/
export async function verifyRun(directory: string, progress: Progress = () => undefined): Promise<Verification> {
	try {
		return await verify(directory, progress);
	} catch (error) {
		// Whatever is wrong with a file of the run, the run is not verified.
		if (!(error instanceof ConnectopError)) throw error;
		throw new ConnectopError('unverified', error.code, error.message, {cause: error});
	}
}

async function verify(directory: string, progress: Progress): Promise<Verification> {
	// In the order of writing backwards: what the first names is in the others, also while the run goes on.
	const document = await readRunDocument(directory);
	const digestPath = join(directory, 'digests.bin');
	const cursor = openDigestCursor(digestPath);
	try {
		const survey = await surveyJournal(directory);
		const ended = endedAs(document, survey, journalOf(directory));
		for (const {start} of survey.stretches) {
			await checkGraph(directory, start);
			await checkCode(directory, start);
		}
		const checkpoints = await findCheckpoints(directory, document.checkpoints);
		const digests = createDigestCheck(digestPath, cursor);
		const walk = createWalk({directory, survey, checkpoints, digests, progress});
		for await (const entry of readJournal(journalOf(directory))) {
			if (entry.line > survey.lines) break;
			const line = journalLine(entry, journalOf(directory));
			if (line?.kind === 'command') await walk.command(line);
			else if (line?.kind === 'end') await walk.to(line.tick, line.line);
			else if (line) await walk.begin(line);
		}
		await walk.finish();
		digests.finish();
		checkpoints.finish();
		return {
			ticks: digests.equal,
			replayed: walk.replayed,
			epochs: walk.epochs,
			checkpoints: checkpoints.equal,
			commands: survey.commands,
			exact: survey.stretches.every(({start}) => isExact(start)),
			ended,
		};
	} finally {
		cursor.close();
	}
}

/** Digests are recorded on this kernel alone. */
const isExact = ({kernel}: StartLine): boolean => kernel.id === 'cpu';

/** Whether the run came to its end; a journal that lacks one that run.json knows of has lost its last lines. */
function endedAs({status, endedAt}: RunDocument, {stretches}: Survey, path: string): boolean {
	const ended = stretches.at(-1)?.ended === true;
	if (status !== 'ended' || ended) return ended;
	throw new ConnectopError(
		'unverified',
		'journal-broken',
		`${path}: its last lines are missing: the run ended at ${endedAt} and the journal does not`,
	);
}

interface Parts {
	readonly directory: string;
	readonly survey: Survey;
	readonly checkpoints: WaitingCheckpoints;
	readonly digests: DigestCheck;
	readonly progress: Progress;
}

/** The way through a journal: one engine a stretch, and everything compared as it is come by. */
function createWalk({directory, survey, checkpoints, digests, progress}: Parts) {
	const epochs = new Set<number>();
	let replayed = 0;
	let index = -1;
	let stage: Stage | undefined;
	let graph: StageGraph | undefined;
	let digest: {readonly lo: number; readonly hi: number} | undefined;

	const path = journalOf(directory);
	const stretch = (): Stretch => {
		const found = survey.stretches[index];
		if (!found) throw new Error('the journal has no header');
		return found;
	};
	const running = (): Stage => {
		if (!stage) throw new Error('the journal has no header');
		return stage;
	};

	/** Compares the checkpoint of this tick, if there is one, with the state after the commands up to `seq`. */
	async function look(seq: number): Promise<void> {
		const {nexus, publisher, model} = running();
		if (!checkpoints.waits(nexus.epoch, nexus.tickCount)) return;
		const exact = isExact(stretch().start);
		const saved = await checkpoints.compare(nexus.snapshot(), seq, exact);
		if (!saved || exact) return;
		// What two kernels differ by would grow from checkpoint to checkpoint: each is gone on from as it was.
		for (const [v, {name}] of model.variables.entries()) {
			const values = saved.variables[name];
			if (values) publisher.state.current[v]?.set(values);
		}
		publisher.state.stimulus.set(saved.stimulus);
	}

	async function tick(): Promise<void> {
		const {nexus} = running();
		await look(Infinity);
		nexus.tick();
		replayed++;
		const {start, ended} = stretch();
		if (digest && isExact(start)) {
			const until = ended ? undefined : (survey.stretches[index + 1]?.start.epoch ?? Infinity);
			digests.compare({epoch: nexus.epoch, tick: nexus.tickCount, ...digest}, until);
		}
		progress(replayed, nexus.epoch, nexus.tickCount);
	}

	async function to(at: number, line: number): Promise<void> {
		const {nexus} = running();
		if (at < nexus.tickCount)
			throw broken(line, `is of tick ${at}, which is over: the replay is at tick ${nexus.tickCount}`);
		while (nexus.tickCount < at) await tick();
	}

	/** Ticks that were recorded and lie behind the last line. */
	async function rest(): Promise<void> {
		const {nexus} = running();
		const {start, ended} = stretch();
		const until = checkpoints.last(nexus.epoch);
		while (!ended && (nexus.tickCount < until || (isExact(start) && digests.goesOn(nexus.epoch)))) await tick();
		await look(Infinity);
	}

	const broken = (line: number, what: string) =>
		new ConnectopError('unverified', 'journal-broken', `${path}:${line}: ${what}`);

	return {
		get replayed() {
			return replayed;
		},
		get epochs() {
			return epochs.size;
		},
		to,
		async begin(line: StartLine): Promise<void> {
			if (stage) await rest();
			index++;
			graph = await stageGraph(directory, line, graph);
			const model = await stageModel(directory, line);
			stage = openStage(line, {
				on: graph,
				model,
				start: await stageStart(directory, line),
				emit: emission => {
					if (emission.type === 'digest') digest = emission;
				},
			});
			const {tickCount} = stage.nexus;
			if (tickCount !== line.tick)
				throw broken(line.line, `begins at tick ${line.tick} and its state is of tick ${tickCount}`);
			epochs.add(line.epoch);
		},
		async command(line: CommandLine): Promise<void> {
			await to(line.at, line.line);
			await look(line.seq);
			const {nexus} = running();
			const {id, args, by} = line;
			const outcome = nexus.apply({id, args, by}, await payloadOf(directory, line));
			if (!outcome.ok)
				throw broken(line.line, `${id} took effect in the run and is refused in the replay: ${outcome.error}`);
			if (nexus.tickCount !== line.tick || nexus.epoch !== line.epoch)
				throw broken(
					line.line,
					`after ${id} the run was at tick ${line.tick} of epoch ${line.epoch}, the replay is at tick ${nexus.tickCount} of epoch ${nexus.epoch}`,
				);
			epochs.add(line.epoch);
		},
		finish: rest,
	};
}
