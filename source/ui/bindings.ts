import {formatInterval, scaleInterval} from '../base/interval.ts';
import type {KeyName} from './keys.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {go, open, send, set, stay, tell} from './transitions.ts';

/** A key of the Live view. The help, the documents and the screen's update read this one list. */
export interface Binding {
	/** As Ink tells it; the first stands for them all. */
	readonly keys: readonly [KeyName, ...KeyName[]];
	/** As the help shows it. */
	readonly shown: string;
	/** What it does, one line. */
	readonly title: string;
	/** It works in prompts and lists as well. */
	readonly anywhere?: true;
	press(state: ScreenState, around: Surroundings): Updated;
}

const bind = (shown: string, title: string, press: Binding['press'], ...keys: readonly KeyName[]): Binding => {
	const [first = shown, ...rest] = keys;
	return {keys: [first, ...rest], shown, title, press};
};

/** Factor of one press of + or −. */
const hzStep = 1.25;

/** Every key of the Live view, in the order of the help. */
export const bindings: readonly Binding[] = [
	bind('space', 'pause or resume', pauseOrResume, ' '),
	bind('.', 'take one tick, pausing first', state => go(state, send('step', {}))),
	bind('p', 'set any parameter: name value', state => open('set', state)),
	bind('+', 'raise Hz by a quarter', (state, around) => scaleHz(state, around, hzStep)),
	bind('-', 'lower Hz by a fifth', (state, around) => scaleHz(state, around, 1 / hzStep), '-', '−'),
	bind('=', 'type a value for Hz', state => open('hz', state)),
	bind('[', 'previous preset of the model', (state, around) => nextPreset(state, around, -1)),
	bind(']', 'next preset of the model', (state, around) => nextPreset(state, around, 1)),
	bind('c', 'checkpoint interval twice as long', (state, around) => scaleCheckpoints(state, around, 2)),
	bind('C', 'checkpoint interval half as long', (state, around) => scaleCheckpoints(state, around, 0.5)),
	bind('i', 'type text into the run', state => open('text', state)),
	bind('s', 'save a checkpoint', state => go(state, send('checkpoint', {}))),
	bind('r', 'pick a checkpoint and restore it', (state, {checkpoints}) =>
		checkpoints.length > 0 ? open('restore', state) : tell(state, 'there is no checkpoint yet; s saves one'),
	),
	bind('f', 'freeze the display; the run goes on', state => stay({...state, frozen: !state.frozen})),
	bind('q', 'quit: asks whether to stop, Cancel first', state => open('quit', state)),
	bind('?', 'this help', state => open('help', state)),
	{
		...bind(
			'Ctrl-C',
			'finish the tick, save a checkpoint, exit (twice: at once)',
			state => go(state, {type: 'interrupt'}),
			'ctrl-c',
		),
		anywhere: true,
	},
	{
		...bind('Ctrl-L', 'draw the whole screen again', state => go(state, {type: 'repaint'}), 'ctrl-l'),
		anywhere: true,
	},
	{
		...bind('Ctrl-Z', 'suspend the program; fg brings it back', state => go(state, {type: 'suspend'}), 'ctrl-z'),
		anywhere: true,
	},
];

function pauseOrResume(state: ScreenState, {settings}: Surroundings): Updated {
	return go(state, send(settings.paused ? 'resume' : 'pause', {}));
}

function scaleHz(state: ScreenState, {settings}: Surroundings, factor: number): Updated {
	const hz = Math.min(1000, Math.max(Math.min(0.1, settings.hz), settings.hz * factor));
	return go(state, set('hz', Number(hz.toPrecision(4))));
}

function nextPreset(state: ScreenState, {settings, presets}: Surroundings, step: 1 | -1): Updated {
	if (!presets) return tell(state, 'this model has no presets');
	const {names, title} = presets;
	const at = names.indexOf(settings.preset ?? '');
	// From a preset of one's own the last one lies before the first.
	const next = at < 0 && step < 0 ? names.at(-1) : names[(at + step + names.length) % names.length];
	return next === undefined ? stay(state) : go(state, set(title, next));
}

function scaleCheckpoints(state: ScreenState, {settings}: Surroundings, factor: number): Updated {
	const interval = scaleInterval(settings.checkpointEvery, factor);
	if (!interval) return tell(state, 'checkpoints are off; p checkpoint-every 60 turns them on');
	return go(state, set('checkpoint-every', formatInterval(interval)));
}
