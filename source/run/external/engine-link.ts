import {ConnectopError} from '../../base/errors.ts';
import type {Field, Model} from '../../dynamics/model.ts';
import type {EngineSpec, ExternalWay} from '../engine-protocol.ts';
import type {Nexus} from '../nexus.ts';
import type {Pacer} from '../pacer.ts';
import type {News} from '../protocol.ts';
import {type ExternalKernel, openExternalKernel} from './external-kernel.ts';
import type {Hello} from './hello.ts';

/** The run that an engine steps, as far as there is one yet. */
interface Stepped {
	readonly nexus: Nexus | undefined;
	readonly pacer: Pacer | undefined;
	/** Is told what the engine says before there is a run. */
	early(news: News): void;
}

/** An external engine as the kernel of a run: what it says becomes the run's events, and its loss pauses the run or ends it. Throws one line when it can't begin. */
export function linkEngine(
	spec: EngineSpec,
	{hello, way, model}: {readonly hello: Hello; readonly way: ExternalWay; readonly model: Model},
	field: Field,
	run: () => Stepped,
): Promise<ExternalKernel> {
	const {settings, seed, start} = spec;
	return openExternalKernel(
		{
			port: way,
			hello,
			model,
			seed,
			settings,
			news(news) {
				const {nexus, pacer, early} = run();
				if (!nexus) {
					early(news);
					return;
				}
				nexus.news(news);
				pacer?.heard();
			},
			lost(message) {
				const {nexus, pacer} = run();
				if (nexus && pacer) lose(nexus, pacer, message, way.whenLost);
			},
		},
		field,
		start,
	);
}

function lose(nexus: Nexus, pacer: Pacer, message: string, whenLost: ExternalWay['whenLost']): void {
	const what = `engine lost at tick ${nexus.tickCount}: ${message}`;
	if (whenLost === 'end') {
		pacer.heard(new ConnectopError('failed', 'engine-lost', what));
		return;
	}
	const restorable = nexus.refusal('restore') === undefined;
	nexus.news({
		level: 'error',
		kind: 'engine',
		message: `${what}; ${restorable ? 'restoring a checkpoint starts it again' : 'it can go back to no state'}`,
	});
	nexus.stepsWanted = 0;
	if (!nexus.settings.paused) nexus.apply({id: 'pause', args: {}, by: 'engine'});
	pacer.heard();
}
