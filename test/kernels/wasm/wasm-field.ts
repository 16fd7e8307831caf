import type {ExecutionContext} from 'ava';
import type {Csr} from '../../../source/base/csr.ts';
import {pairsOf} from '../../../source/connectome/pairs.ts';
import type {Model} from '../../../source/dynamics/model.ts';
import {openWasm} from '../../../source/kernels/wasm/host.ts';
import {wasmMeter} from '../../../source/kernels/wasm/meter.ts';
import {wasmKernel} from '../../../source/kernels/wasm/wasm.ts';
import {createPublisher, createShared} from '../../../source/run/shared.ts';

/** A field with a wasm kernel and meter of their own, whose threads end with the test. */
export async function wasmField(t: ExecutionContext, model: Model, graph: Csr, threads: number) {
	const block = createShared(graph.n, model.variables.length);
	const publisher = createPublisher(block);
	const host = await openWasm(block, threads);
	if ('reason' in host) throw new Error(host.reason);
	t.teardown(() => host.pool.dispose());
	const kernel = wasmKernel(model, graph, host.pool, host.arena);
	const meter = wasmMeter({...pairsOf(graph), bothWays: false}, host.pool, host.arena);
	return {publisher, kernel, meter, pool: host.pool, block};
}
