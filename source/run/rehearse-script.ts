import {ConnectopError} from '../base/errors.ts';
import {plainMeter} from '../connectome/metrics.ts';
import {newDetector} from '../connectome/spike-detector.ts';
import {cpuKernel} from '../kernels/cpu.ts';
import {placeOfStateFile} from '../records/checkpoint.ts';
import {Nexus} from './nexus.ts';
import type {Prepared} from './prepare.ts';
import type {ScriptEntry} from './script-file.ts';
import {createPlainShared, createPublisher} from './shared.ts';

/**
Carries out a script's commands on an engine that never ticks, so that every name and value that the run would refuse is found before it starts.
Throws one line, `script`, with file and line.
*/
export function rehearseScript(entries: readonly ScriptEntry[], prepared: Prepared): void {
	const {model, graph, pairs, settings, seed, resumed} = prepared;
	const tick = resumed?.checkpoint.state.tick ?? 0;
	const nexus = new Nexus({
		model,
		graph,
		meter: plainMeter(pairs),
		kernel: cpuKernel(model, graph),
		publisher: createPublisher(createPlainShared(graph.n, model.variables.length)),
		settings,
		seed,
		start: {tick, epoch: 0, theta: 0, thetaBefore: 0, detector: newDetector()},
		replayed: true,
		now: () => 0,
		wall: () => 0,
		emit: () => undefined,
	});
	let last = tick;
	for (const {at, id, args, where} of entries) {
		if (at < last) throw wrong(where, `at ${at} is over: the script is at tick ${last} there`);
		last = at;
		const outcome =
			id === 'restore'
				? nexus.apply({id, args: {...args, sha256: ''}, by: 'script'}, nexus.snapshot())
				: nexus.apply({id, args, by: 'script'});
		if (!outcome.ok) throw wrong(where, outcome.error);
		if (id === 'restore') last = tickOf(args['file'], where);
	}
}

/** The tick that a restore goes back to, from which the script goes on. */
function tickOf(file: unknown, where: string): number {
	const place = placeOfStateFile(String(file));
	if (place) return place.tick;
	throw wrong(where, `restore: "${String(file)}" is no checkpoint of a run; they are called state_TICK.npz`);
}

const wrong = (where: string, what: string): ConnectopError =>
	new ConnectopError('invalid', 'script', `${where}: ${what}`);
