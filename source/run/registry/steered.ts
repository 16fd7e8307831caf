import type {Graph} from '../../connectome/graph.ts';
import type {Model} from '../../dynamics/model.ts';
import type {SavedState} from '../../records/checkpoint.ts';
import type {Unstamped} from '../emission.ts';
import type {News, Settings} from '../protocol.ts';

/** A change of settings that can be taken back. */
export interface Undoable {
	/** The settings before it. */
	readonly before: Settings;
	/** What taking it back does, for people: `alpha 0.3 → 0.25`. */
	readonly back: string;
}

/** What commands may see and change of a run. The nexus is one. */
export interface Steered {
	readonly model: Model;
	readonly graph: Graph;
	readonly settings: Settings;
	readonly tickCount: number;
	/** Set by `stop`; the run ends after the tick in which it appears. */
	endReason: string | undefined;
	/** Ticks still to take while paused. */
	stepsWanted: number;
	/** Changes of settings that can be taken back, the newest last. */
	readonly undoable: Undoable[];
	/** Why a command can't be had in this run now, whatever its arguments; undefined when it can. */
	refusal(id: string): string | undefined;
	/** Puts new settings in force. Throws ConnectopError, and changes nothing, when they are unstable. */
	configure(settings: Settings): void;
	/** The messages of one tick: one set of nodes, injected once. Returns the number of nodes. */
	stimulate(texts: readonly string[]): number;
	/** Excites or, without an amplitude, quenches a node and everything within `hops` edges of it. Returns the number of nodes. */
	touch(node: number, hops: number, amplitude: number | undefined): number;
	/** Has both pictures drawn. */
	emitPicture(): void;
	/** False when an external engine does not give its state. */
	save(why: string): boolean;
	restore(state: SavedState): void;
	news(news: News): void;
	emit(emission: Unstamped): void;
}
