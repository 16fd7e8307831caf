import type {Graph} from '../../../source/connectome/graph.ts';
import {plainMeter} from '../../../source/connectome/metrics.ts';
import {pairsOf} from '../../../source/connectome/pairs.ts';
import type {Model} from '../../../source/dynamics/model.ts';
import {cpuKernel} from '../../../source/kernels/cpu.ts';
import type {SavedState} from '../../../source/records/checkpoint.ts';
import type {Emission} from '../../../source/run/emission.ts';
import {Nexus} from '../../../source/run/nexus.ts';
import type {Command, Settings} from '../../../source/run/protocol.ts';
import {createPublisher, createShared} from '../../../source/run/shared.ts';
import {fillStart} from '../../../source/run/start-state.ts';

/** A command and the number of ticks before it. */
export type Step = readonly [ticks: number, id: string, args?: Readonly<Record<string, unknown>>];

/** What a run goes on from: as JSON and arrays, the way a checkpoint keeps it. */
export interface Saved {
	readonly state: SavedState;
	readonly settings: Settings;
}

/** A nexus on the cpu that goes on from what was saved; `replayed`: nothing happens in it by itself. */
export function goOn(model: Model, graph: Graph, {state, settings}: Saved, {seed = 0, replayed = false} = {}) {
	const publisher = createPublisher(createShared(graph.n, model.variables.length));
	const inForce: Settings = JSON.parse(JSON.stringify(settings));
	fillStart(publisher, model, {graph, settings: inForce, seed, init: '', start: state});
	const emissions: Emission[] = [];
	const nexus = new Nexus({
		model,
		graph,
		meter: plainMeter(pairsOf(graph)),
		kernel: cpuKernel(model, graph),
		publisher,
		settings: inForce,
		seed,
		start: state,
		replayed,
		now: () => 0,
		wall: () => 0,
		emit: emission => emissions.push(emission),
	});
	return {nexus, emissions};
}

export const saved = (nexus: Nexus): Saved => ({state: nexus.snapshot(), settings: nexus.settings});

/** Digest of each tick: `tick hi lo`. */
export const digestsOf = (emissions: readonly Emission[]): readonly string[] =>
	emissions.flatMap(each => (each.type === 'digest' ? [`${each.tick} ${each.hi} ${each.lo}`] : []));

/** Commands as the journal has them, with the tick before whose next step they act. */
export const journalOf = (emissions: readonly Emission[]): readonly (Command & {readonly at: number})[] =>
	emissions.flatMap(each =>
		each.type === 'journal' ? [JSON.parse(JSON.stringify(each.entry)) as Command & {readonly at: number}] : [],
	);

/** Carries out a journal up to a tick. */
export function replay(nexus: Nexus, journal: readonly (Command & {readonly at: number})[], end: number): void {
	const rest = journal.filter(each => each.at >= nexus.tickCount);
	while (nexus.tickCount < end || rest[0]?.at === nexus.tickCount) {
		const [next] = rest;
		if (next?.at === nexus.tickCount) {
			rest.shift();
			const outcome = nexus.apply(next);
			if (!outcome.ok) throw new Error(outcome.error);
		} else nexus.tick();
	}
}
