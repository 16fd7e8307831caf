import type {Frame} from '../run/protocol.ts';
import {fillLog} from './event-keys.ts';
import {absorbed, withOlder} from './event-log.ts';
import {askForPast, withPast} from './past-keys.ts';
import {receivePreset} from './preset-keys.ts';
import {askForRecorded, withRecorded} from './recorded-keys.ts';
import {checkKey, withoutStale, withSaved} from './saved-checks.ts';
import type {Message, ScreenState, Surroundings, Updated} from './state.ts';
import {stay, tell} from './transitions.ts';
import {pick} from './views/graph-state.ts';
import {observe as traced} from './views/graph-trace.ts';

/** What came back from outside: the new state of the screen, and what has to be done elsewhere. Pure. */
export function receive(state: ScreenState, message: Message, around: Surroundings): Updated {
	switch (message.type) {
		case 'outcome':
			return stay(withOutcome(state, message));
		case 'past-events': {
			const {log} = state;
			// What was asked for before the log was begun anew fits nowhere.
			if (log.kept?.[0]?.seq !== message.before) return stay({...state, log: {...log, loading: false}});
			const next = {...state, log: withOlder(log, around.events, message.events, message.limit)};
			return next.view === 'events' ? fillLog(next, around) : stay(next);
		}
		case 'history':
			return withPast(state, message.slice, around);
		case 'recorders':
			return stay(withRecorded(state, message.views));
		case 'verified': {
			const {check, sha256} = message;
			const checks = {...state.saved.checks, [checkKey({file: check.file, sha256})]: check};
			return stay(withSaved(state, {checks}));
		}
		case 'compared': {
			const {comparison, sha256} = message;
			const next = withSaved(state, {comparison, compared: sha256, top: 0});
			return stay(withoutStale({...next, notice: undefined}, around));
		}
		case 'node': {
			const {node, x, y} = message.report;
			return stay({...state, graph: pick(state.graph, {x: {[node]: x}, y: {[node]: y}}, node)});
		}
		case 'presets':
		case 'preset':
		case 'preset-saved':
			return receivePreset(state, message, around);
		case 'failed':
			return tell(withoutQuestion(state, message, around), message.error);
		case 'notice':
			return tell(state, message.text);
	}
}

/** What a new frame changes in the state, the same one when nothing, and what has to be asked by now. */
export function observe(
	state: ScreenState,
	frame: Pick<Frame, 'events' | 'field' | 'part' | 'watched' | 'status' | 'link'>,
	around: Surroundings,
): Updated {
	const log = absorbed(state.log, frame.events);
	const graph = traced(state.graph, frame);
	const kept = withoutStale(withLink(state, frame.link?.state === 'lost'), around);
	const asked = askForPast(log === kept.log && graph === kept.graph ? kept : {...kept, log, graph}, around);
	const more = askForRecorded(asked.state, around);
	return {state: more.state, effects: [...asked.effects, ...more.effects]};
}

/** When the run is there again, what was told because it was not is true no more. */
function withLink(state: ScreenState, away: boolean): ScreenState {
	const {lost, notice} = state;
	if (away === state.away) return state;
	return away ? {...state, away} : {...state, away, lost: undefined, notice: notice === lost ? undefined : notice};
}

function withOutcome(state: ScreenState, {command, outcome, typed}: Extract<Message, {type: 'outcome'}>): ScreenState {
	if (outcome.ok) {
		const id = outcome.data?.['id'];
		if (command.id !== 'branch' || typeof id !== 'string') return state;
		return {...state, notice: `branched into run ${id}; connectop attach ${id} shows it`};
	}
	// What was typed in vain can be mended, unless something else is being asked by now.
	const lost = outcome.code === 'lost' ? {lost: outcome.error} : {};
	return {...state, ...(typed && state.mode === 'view' ? typed : {}), ...lost, notice: outcome.error};
}

/** Milliseconds after which what could not be read is asked for again by itself. */
const later = 10_000;

function withoutQuestion(
	state: ScreenState,
	{question}: Extract<Message, {type: 'failed'}>,
	{now}: Surroundings,
): ScreenState {
	if (question.type === 'past-events') return {...state, log: {...state.log, loading: false}};
	if (question.type === 'history') return {...state, past: {...state.past, askedAt: now + later, pending: false}};
	if (question.type === 'recorders')
		return {...state, recorded: {...state.recorded, askedAt: now + later, pending: false}};
	if (question.type !== 'verify') return state;
	const {[checkKey(question)]: _, ...checks} = state.saved.checks;
	return withSaved(state, {checks});
}
