import {ConnectopError, messageOf} from '../../base/errors.ts';
import type {Graph} from '../../connectome/graph.ts';
import {type Meter, plainMeter} from '../../connectome/metrics.ts';
import type {Pairs} from '../../connectome/pairs.ts';
import {type Arena, createArena} from './memory.ts';
import {type Joined, wasmMeter} from './meter.ts';
import {openPool, type Pool} from './pool.ts';

/** The shared memory of a run, as far as the kernels are concerned. */
export interface HostBlock {
	readonly memory: SharedArrayBuffer;
	readonly wasm?: WebAssembly.Memory;
	/** Why there is no wasm memory. */
	readonly why?: string;
}

/** What wasm kernels and meters are made in; `reason` says why there is none on this machine. */
export type WasmHost = {readonly pool: Pool; readonly arena: Arena} | {readonly reason: string};

/** Starts the threads over a run's memory, behind what the run itself keeps there; `lost` is told in one line when one of them ends. Never throws: without wasm the cpu kernel runs. */
export async function openWasm(
	{wasm, memory, why}: HostBlock,
	threads: number,
	lost: (line: string) => void = () => undefined,
): Promise<WasmHost> {
	if (!wasm) return {reason: `no wasm memory could be had: ${why}`};
	try {
		return {pool: await openPool(wasm, threads, lost), arena: createArena(wasm, memory.byteLength)};
	} catch (error) {
		return {reason: `wasm with threads and SIMD does not start here: ${messageOf(error)}`};
	}
}

/** The meter of a graph in that memory; where there is none, one that counts all edges each time, and why. */
export function chooseMeter(
	graph: Graph,
	pairs: Pairs,
	host: WasmHost,
): {readonly meter: Meter; readonly plain?: string} {
	if ('reason' in host) return {meter: plainMeter(pairs), plain: host.reason};
	const mark = host.arena.mark();
	try {
		return {meter: wasmMeter(joinedIn(graph, pairs), host.pool, host.arena)};
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		host.arena.reset(mark);
		return {meter: plainMeter(pairs), plain: error.message}; // there is no room
	}
}

/** A graph's own rows where they say who is joined: all edges go both ways, and none is there twice. */
function joinedIn({directed, n, rowPtr, colIdx}: Graph, pairs: Pairs): Joined {
	const bothWays = !directed && colIdx.length === 2 * pairs.colIdx.length;
	return bothWays ? {n, rowPtr, colIdx, bothWays} : {...pairs, bothWays};
}
