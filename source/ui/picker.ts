import {extendedMatch, Fzf} from 'fzf';
import {messageOf} from '../base/errors.ts';
import {parseValue} from '../run/parameter-info.ts';
import {fieldsOf} from './command-fields.ts';
import {commandOf, parseArguments} from './command-line.ts';
import type {KeyName} from './keys.ts';
import {typeInto} from './line-editor.ts';
import {commandsOf, settableOf} from './palette-commands.ts';
import {helpItems, type PickerItem, paletteItems, sendTyped} from './picker-items.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {back, go, set, stay, tell} from './transitions.ts';

/** How many choices of the palette are remembered. */
const mostRecent = 8;

/** The rows of the palette or the help that fit what was typed, the best first; what was chosen lately before the rest. */
export function pickerRows(state: ScreenState, around: Surroundings): readonly PickerItem[] {
	const {mode, draft, recent, view} = state;
	if (mode === 'help') return found(helpItems(view, around), draft, []);
	const typed = typedItem(draft, around);
	return [...(typed ? [typed] : []), ...found(paletteItems(around), draft, recent)];
}

function found(items: readonly PickerItem[], draft: string, recent: readonly string[]): readonly PickerItem[] {
	const rank = ({id}: PickerItem) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
	const text = draft.trim();
	if (text === '') return items.toSorted((a, b) => rank(a) - rank(b));
	const wanted = text.toLowerCase();
	/** Of two that fit alike, what is called so comes before what is described so. */
	const called = ({head}: PickerItem) =>
		head.toLowerCase().startsWith(wanted) ? 0 : holds(head.toLowerCase(), wanted) ? 1 : 2;
	const search = new Fzf(items, {
		selector: ({head, title}) => `${head} ${title}`,
		match: extendedMatch,
		casing: 'case-insensitive',
		tiebreakers: [
			(a, b) => called(a.item) - called(b.item),
			(a, b) => rank(a.item) - rank(b.item),
			(a, b) => a.item.head.length - b.item.head.length,
		],
	});
	// Letters that lie scattered over a description are no find: Enter would do something that nobody asked for.
	return search.find(text).flatMap(({item}) => (called(item) < 2 || says(item, wanted) ? [item] : []));
}

/** Whether every word that was typed stands in what a row says. */
const says = ({head, title}: PickerItem, wanted: string): boolean =>
	wanted.split(/\s+/).every(word => `${head} ${title}`.toLowerCase().includes(word));

/** Whether a word has all letters of another one in their order. */
function holds(word: string, letters: string): boolean {
	let at = 0;
	for (const letter of word) if (letter === letters[at]) at++;
	return at >= letters.length;
}

/** A row for a draft that is a whole line: a command with its arguments, or a parameter with its value. */
function typedItem(draft: string, around: Surroundings): PickerItem | undefined {
	const line = draft.trim();
	const command = commandOf(line, commandsOf(around));
	const [, name = '', value = ''] = /^(?:set\s+)?([^\s=]+)(?:\s*=\s*|\s+)(\S.*)$/.exec(line) ?? [];
	const parameter = settableOf(around).find(each => each.name.toLowerCase() === name.toLowerCase());
	if (parameter && (!command || command.spec.id === 'set'))
		return {
			id: `set ${parameter.name}`,
			head: `set ${parameter.name} ${value}`,
			title: 'as it is typed',
			note: '',
			keepsLine: true,
			choose(state) {
				parseValue(parameter, value.replaceAll('−', '-'));
				const {mode, draft, asked} = state;
				return go(back(state), {...set(parameter.name, value.replaceAll('−', '-')), typed: {mode, draft, asked}});
			},
		};
	if (!command || command.rest === '' || fieldsOf(command.spec).length === 0) return undefined;
	const {spec, rest} = command;
	return {
		id: `command ${spec.id}`,
		head: line,
		title: 'as it is typed',
		note: '',
		keepsLine: true,
		choose: state => sendTyped(spec, parseArguments(spec, rest), state, around),
	};
}

/** A key in the palette or the help: typing searches, arrows choose, Enter does what is chosen. */
export function inPicker(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	if (key === 'escape' || (key === '?' && state.mode === 'help' && state.draft === '')) return stay(back(state));
	const rows = pickerRows(state, around);
	const choice = Math.max(0, Math.min(state.choice, rows.length - 1));
	if (key === 'return') return choose(state, rows[choice], around);
	if (key === 'tab' && state.mode === 'palette') {
		const typed = rows[choice]?.typed;
		return stay(typed === undefined ? state : {...state, draft: typed, choice: 0});
	}
	const page = Math.max(1, around.height - 4);
	const moves: Readonly<Record<string, number>> = {up: -1, down: 1, pageup: -page, pagedown: page};
	const move = moves[key];
	if (move !== undefined) return stay({...state, choice: Math.max(0, Math.min(choice + move, rows.length - 1))});
	if (key === 'home') return stay({...state, choice: 0});
	if (key === 'end') return stay({...state, choice: Math.max(0, rows.length - 1)});
	const draft = typeInto(state.draft, key);
	return stay(draft === state.draft ? state : {...state, draft, choice: 0});
}

function choose(state: ScreenState, item: PickerItem | undefined, around: Surroundings): Updated {
	if (!item) return tell(state, 'nothing fits; Esc closes');
	const recent = [item.id, ...state.recent.filter(id => id !== item.id)].slice(0, mostRecent);
	const remembered = {...state, recent};
	try {
		return item.choose(item.keepsLine ? remembered : back(remembered), around);
	} catch (error) {
		return tell(state, messageOf(error));
	}
}
