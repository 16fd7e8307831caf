import type {Effect, Mode, Question, ScreenState, Updated} from './state.ts';

/** Nothing has to be done elsewhere. */
export const stay = (state: ScreenState): Updated => ({state, effects: []});
export const go = (state: ScreenState, ...effects: Effect[]): Updated => ({state, effects});
/** Tells the user something about the last key. */
export const tell = (state: ScreenState, notice: string): Updated => stay({...state, notice});
export const open = (mode: Mode, state: ScreenState): Updated => stay({...back(state), mode});
/** The view again, as it was. */
export const back = (state: ScreenState): ScreenState => ({
	...state,
	mode: 'view',
	draft: '',
	choice: 0,
	asked: '',
	notice: undefined,
});

export const send = (id: string, args: Readonly<Record<string, unknown>>): Extract<Effect, {type: 'send'}> => ({
	type: 'send',
	command: {id, args, by: 'key'},
});
export const set = (name: string, value: number | string): ReturnType<typeof send> => send('set', {name, value});
export const ask = (question: Question): Effect => ({type: 'ask', question});
