import {messageOf} from '../../base/errors.ts';
import type {Field, Model} from '../../dynamics/model.ts';
import {decayStimulus} from '../../dynamics/stimulus-decay.ts';
import type {HeldValues, Kernel} from '../kernel.ts';
import {noiseFor} from '../noise.ts';
import {deviceTick} from './device-tick.ts';
import {type DeviceField, refuseNaN} from './field.ts';
import {heldTable} from './held.ts';
import {copyArrays, keptTicks, stepOnHost} from './kept-ticks.ts';
import {stimulusOnDevice} from './stimulus.ts';

/** A device that went away while a run was on it, and what became of the run. */
export interface Loss {
	/** What the device, or its library, said last. One line. */
	readonly reason: string;
	/** Ticks that were computed again, from the newest state that the host had. */
	readonly ticks: number;
	/** Title of the kernel that goes on. */
	readonly kernel: string;
}

/** What happens when the device goes. */
export interface Survival {
	/** The kernel that goes on in the host's field, one that works in place. */
	instead(): Kernel;
	/** Told once. The run has gone on by then. */
	lost(loss: Loss): void;
}

/** A loss as one line for the log and the screen. */
export function lossText({reason, ticks, kernel}: Loss): string {
	const again =
		ticks === 0 ? '' : `${ticks === 1 ? 'the last tick was' : `the last ${ticks} ticks were`} computed again, and `;
	return `the gpu is gone (${reason}): ${again}the run goes on without it (kernel ${kernel}: values within 1e-5 a tick, other bits)`;
}

/**
The kernel of a field on a device, holding the host's state. It keeps what every tick took since the state was last read, so that a device
that goes away costs no tick: they are computed again on the host, from the newest state that it has, and the run goes on there. Throws what the device
throws when it does not even take the state.
*/
export function deviceKernel(
	model: Model,
	from: Field,
	device: {readonly field: DeviceField; readonly title: string},
	survival: Survival,
): Kernel {
	const kept = keptTicks(model.variables.length, from.n);
	const stimulus = stimulusOnDevice();
	const draw = noiseFor(from.n);
	let field: DeviceField | undefined = device.field;
	let host: Kernel | undefined;
	let held: HeldValues = {nodes: new Int32Array(0), values: new Float32Array(0)};
	let holds = held;

	/** What the device answers; undefined when it is gone, and `on` has the state. */
	const ask = <Answer>(on: Field, question: (field: DeviceField) => Answer): {readonly answer: Answer} | undefined => {
		if (!field) return undefined;
		try {
			return {answer: question(field)};
		} catch (error) {
			const ticks = kept.count;
			field.dispose();
			field = undefined;
			host = survival.instead();
			kept.again(host, on, stimulus.values);
			survival.lost({reason: oneLine(messageOf(error)), ticks, kernel: host.title});
			return undefined;
		}
	};

	const take = (given: Field): void => {
		kept.begin(given.current);
		stimulus.take(given.stimulus);
	};

	take(from);
	device.field.write(from.current, stimulus.values);
	return {
		id: 'gpu',
		get title() {
			return host ? `${host.title}, the gpu is gone` : device.title;
		},
		inPlace: false,
		exact: false,
		step(given, plan, noise) {
			if (host) {
				stepOnHost(host, given, plan, noise, held);
				return;
			}
			const share = stimulus.share(given.stimulus);
			kept.add({plan, noise, share, held});
			if (share > 0) decayStimulus(given.stimulus, plan.stimulusDecay);
			const read = ask(given, each => {
				if (held !== holds) each.hold(heldTable(held, from.n));
				holds = held;
				each.step(deviceTick(plan, draw(noise), share));
				return kept.full ? each.read() : undefined;
			});
			if (read?.answer) kept.begin(read.answer);
		},
		read(into) {
			const read = ask(into, each => each.read());
			if (!read) return;
			refuseNaN(model, read.answer);
			kept.begin(read.answer);
			copyArrays(read.answer, into.current);
		},
		...(device.field.pick
			? {
					pick(into: Field, v: number, nodes: Float32Array, values: Float32Array) {
						const picked = ask(into, each => each.pick?.(v, nodes));
						if (picked?.answer) values.set(picked.answer);
						else values.set(nodes.map(node => into.current[v]?.[node] ?? Number.NaN));
					},
				}
			: {}),
		write(given) {
			host?.write(given);
			if (!field) return;
			take(given);
			ask(given, each => each.write(given.current, stimulus.values));
		},
		hold({nodes, values}) {
			held = {nodes: nodes.slice(), values: values.slice()}; // taken over in the next step
		},
		dispose() {
			field?.dispose();
			field = undefined;
			host?.dispose();
		},
	};
}

/** Libraries explain themselves over many lines. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
