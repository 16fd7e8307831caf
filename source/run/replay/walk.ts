import {ConnectopError} from '../../base/errors.ts';
import type {DigestCheck, DigestsEnd} from './digest-check.ts';
import type {CommandLine, StartLine} from './journal-lines.ts';
import {openPlayedStage, payloadOf, type Stage, type StageGraph, stageGraph, stageModel, stageStart} from './stage.ts';
import {journalOf, type Stretch, type Survey} from './survey.ts';
import type {WaitingCheckpoints} from './waiting-checkpoints.ts';

/** How far a verification has come. */
export type Progress = (replayed: number, epoch: number, tick: number) => void;

/** Digests are recorded on these kernels alone, whose bits are equal. */
export const isExact = ({kernel, engine}: StartLine): boolean =>
	engine ? engine.hello.can.includes('deterministic') : kernel.id === 'cpu' || kernel.id === 'wasm';

interface Parts {
	readonly directory: string;
	readonly survey: Survey;
	readonly checkpoints: WaitingCheckpoints;
	readonly digests: DigestCheck;
	readonly progress: Progress;
}

/** The way through a journal, a line at a time. Everything throws a ConnectopError where something differs. */
export interface Walk {
	/** Ticks so far. */
	readonly replayed: number;
	/** Epochs so far. */
	readonly epochs: number;
	/** Goes on to a tick, which `line` of the journal names. */
	to(tick: number, line: number): Promise<void>;
	begin(line: StartLine): Promise<void>;
	command(line: CommandLine): Promise<void>;
	/** Goes on to what was recorded last. */
	finish(): Promise<void>;
	/** Ends an external engine that steps; called whatever has happened. */
	close(): Promise<void>;
}

/** One engine a stretch, and everything compared as it is come by. */
export function createWalk({directory, survey, checkpoints, digests, progress}: Parts): Walk {
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

	function digestsEnd(): DigestsEnd {
		const {ended, digests: records} = stretch();
		return {records, until: ended ? undefined : (survey.stretches[index + 1]?.start.epoch ?? Infinity)};
	}

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
		for (;;) {
			nexus.tick();
			if (!nexus.midTick) break;
			await new Promise(resolve => setImmediate(resolve)); // that the engine is gone is heard here
		}
		replayed++;
		if (digest && isExact(stretch().start))
			digests.compare({epoch: nexus.epoch, tick: nexus.tickCount, ...digest}, digestsEnd());
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
		if (isExact(start)) digests.over(digestsEnd());
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
			await stage?.close();
			stage = await openPlayedStage(line, {
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
		close: async () => stage?.close(),
	};
}
