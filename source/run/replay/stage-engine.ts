import {ConnectopError} from '../../base/errors.ts';
import type {Graph} from '../../connectome/graph.ts';
import type {Field, Model} from '../../dynamics/model.ts';
import type {Kernel} from '../../kernels/kernel.ts';
import type {SavedState} from '../../records/checkpoint.ts';
import {type Bridge, openBridge} from '../external/bridge.ts';
import {changedFiles} from '../external/engine-files.ts';
import {openExternalKernel} from '../external/external-kernel.ts';
import type {StartLine} from './journal-lines.ts';

/** An external engine that plays a stretch again. */
export interface StageEngine {
	readonly kernel: Kernel;
	/** Ends it. */
	close(): Promise<void>;
}

/** What it plays on. */
interface Played {
	readonly graph: Graph;
	readonly model: Model;
	readonly start: SavedState | undefined;
}

/** Starts the external engine of a stretch again; its first frame is then in the field. Throws one line when it can't be had or is another one than it was. */
export async function openStageEngine(
	line: StartLine,
	{graph, model, start}: Played,
	field: Field,
): Promise<StageEngine> {
	const {engine, seed, settings} = line;
	if (!engine) throw new Error('the stretch had no external engine');
	const [changed] = changedFiles(engine);
	if (changed !== undefined)
		throw new ConnectopError(
			'unverified',
			'file-changed',
			`${changed}: is not the code that ran: the engine's file was changed, or is not in ${engine.cwd} any more`,
		);
	const bridge = await openBridge(engine);
	try {
		const now = JSON.stringify(bridge.hello);
		if (now !== JSON.stringify(engine.hello))
			throw new ConnectopError(
				'unverified',
				'engine-changed',
				`the engine "${engine.command}" says other things of itself than in the run: ${firstDifference(bridge, engine.hello)}`,
			);
		const kernel = await openExternalKernel(
			{
				port: bridge.connect(graph),
				hello: bridge.hello,
				model,
				seed,
				settings,
				news: () => undefined,
				lost: () => undefined, // its nexus throws
			},
			field,
			start,
		);
		return {
			kernel,
			async close() {
				kernel.dispose();
				await bridge.close();
			},
		};
	} catch (error) {
		await bridge.close();
		throw error;
	}
}

function firstDifference({hello}: Bridge, before: Readonly<Record<string, unknown>>): string {
	const names = [...new Set([...Object.keys(before), ...Object.keys(hello)])];
	const text = (of: object, name: string) => JSON.stringify((of as Record<string, unknown>)[name]) ?? 'nothing';
	const name = names.find(each => text(hello, each) !== text(before, each)) ?? '';
	return `${name} is ${text(hello, name).slice(0, 60)} and was ${text(before, name).slice(0, 60)}`;
}
