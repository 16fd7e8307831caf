import {join} from 'node:path';
import process from 'node:process';
import {ConnectopError} from '../../base/errors.ts';
import type {Graph} from '../../connectome/graph.ts';
import type {Model} from '../../dynamics/model.ts';
import type {RecorderSetting, Settings} from '../protocol.ts';
import {refuseFull} from './disk.ts';
import {newRecorder, planRecorder} from './plan.ts';
import {formatSpec, parseSpec} from './spec.ts';
import {withRecorders} from './with-recorders.ts';

export interface StartRecorders {
	readonly graph: Graph;
	readonly model: Model;
	/** What `--record` asks for. */
	readonly specs: readonly string[];
	/** The run's, or where runs are made. */
	readonly folder: string | undefined;
	note(message: string): void;
}

/**
The settings with the recorders that a run begins with: those of the checkpoint that still fit, and those that are asked for, of which one that was
there already goes on. Throws a usage error `record` that names the option.
*/
export async function withStartRecorders(
	settings: Settings,
	{graph, model, specs, folder = join(process.cwd(), 'runs'), note}: StartRecorders,
): Promise<Settings> {
	const ground = {graph, model};
	const recorders: RecorderSetting[] = [];
	for (const each of settings.recorders ?? []) {
		try {
			planRecorder(each, ground);
			recorders.push(each);
		} catch (error) {
			if (!(error instanceof ConnectopError)) throw error;
			note(`the recorder ${each.name} does not fit any more: ${error.message}`);
		}
	}
	const inherited = new Set(recorders);
	for (const spec of specs) {
		try {
			// The same command line again, as when a job is queued anew, is no second recorder; one of the same name takes its place.
			const {name, ...asked} = parseSpec(spec);
			const same = recorders.find(
				each => inherited.has(each) && (name === undefined ? each.spec === formatSpec(asked) : each.name === name),
			);
			if (same?.spec === formatSpec(asked)) {
				inherited.delete(same);
				continue;
			}
			if (same) recorders.splice(recorders.indexOf(same), 1);
			const added = newRecorder(spec, recorders, ground);
			await refuseFull(added, {others: recorders, hz: settings.hz, folder});
			recorders.push(added);
		} catch (error) {
			if (!(error instanceof ConnectopError)) throw error;
			throw new ConnectopError(error.kind, error.code, `--${error.message}`, {cause: error});
		}
	}
	return withRecorders(settings, recorders);
}
