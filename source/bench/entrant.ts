import type {ChildProcess} from 'node:child_process';
import type {Scene} from './children.ts';

/** Something that takes part: a kernel of ours or a baseline, with so many threads. */
export interface Entrant {
	/** Stable name: `wasm`, `c-csr`. */
	readonly id: string;
	readonly title: string;
	readonly threads: number;
	readonly noise: 'none' | 'node';
	/** How far its field may be from the reference's at any node; 0: the same bits. */
	readonly tolerance: number;
	/** The machine may not have it: one that does not start is left out, said by name. */
	readonly optional: boolean;
	/** Bytes that it is forecast to need. */
	bytes(n: number, entries: number): number;
	/** Starts it on a problem, with pipes. */
	start(scene: Scene, problem: string): ChildProcess;
}

/** What all baselines have in common: they draw no noise, round in their own order, and may not be there. */
export const asBaseline = {noise: 'none', tolerance: 1e-4, optional: true} as const;

/** Somebody who does not take part, and why. */
export interface Absent {
	readonly name: string;
	readonly reason: string;
}

/** Its name and threads, as messages and tables have it: `wasm, 2 threads, node noise`. */
export const nameOf = ({title, threads, noise}: Pick<Entrant, 'title' | 'threads' | 'noise'>): string =>
	`${title}, ${threads} ${threads === 1 ? 'thread' : 'threads'}${noise === 'none' ? '' : `, ${noise} noise`}`;
