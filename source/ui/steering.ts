import {formatInterval, scaleInterval} from '../base/interval.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {go, open, send, set, stay, tell} from './transitions.ts';

/** Factor of one press of + or −. */
export const hzStep = 1.25;

/** Pauses a run that goes on, and the other way round. */
export function pauseOrResume(state: ScreenState, {settings}: Surroundings): Updated {
	return go(state, send(settings.paused ? 'resume' : 'pause', {}));
}

/** A run that is played again has no rate of its own but a speed. */
export const askSpeed = (state: ScreenState): Updated =>
	stay({...open('arguments', state).state, asked: 'speed', draft: 'factor='});

/** Hz times a factor, from 0.1, or what it is, to 1000. */
export function scaleHz(state: ScreenState, {settings, replay}: Surroundings, factor: number): Updated {
	if (replay) return askSpeed(state);
	const hz = Math.min(1000, Math.max(Math.min(0.1, settings.hz), settings.hz * factor));
	return go(state, set('hz', Number(hz.toPrecision(4))));
}

/** The next or the previous preset of the model, round and round. */
export function nextPreset(state: ScreenState, {settings, presets}: Surroundings, step: 1 | -1): Updated {
	if (!presets) return tell(state, 'this model has no presets');
	const {names, title} = presets;
	const at = names.indexOf(settings.preset ?? '');
	// From a preset of one's own the last one lies before the first.
	const next = at < 0 && step < 0 ? names.at(-1) : names[(at + step + names.length) % names.length];
	return next === undefined ? stay(state) : go(state, set(title, next));
}

/** The interval between checkpoints times a factor. */
export function scaleCheckpoints(state: ScreenState, {settings}: Surroundings, factor: number): Updated {
	const interval = scaleInterval(settings.checkpointEvery, factor);
	if (!interval) return tell(state, 'checkpoints are off; p checkpoint-every 60 turns them on');
	return go(state, set('checkpoint-every', formatInterval(interval)));
}
