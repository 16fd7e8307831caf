import {bytes, count} from '../draw/number.ts';
import {widthOf} from '../draw/text.ts';
import {allowed} from './allowed.ts';
import {exampleOf} from './command-fields.ts';
import {confirmChoices, quitDialog} from './lists.ts';
import {nodeChoices} from './node-actions.ts';
import {commandCalled} from './palette-commands.ts';
import {pickerRows} from './picker.ts';
import {replaceChoices} from './preset-keys.ts';
import {isTyping} from './prompts.ts';
import type {Mode, ScreenState, Surroundings} from './state.ts';

/** What is asked in words, and what stands before the line that is typed. */
interface Asked {
	readonly question: string;
	readonly label: string;
}

/** What a state that waits for a line asks. */
function promptOf({mode, asked}: ScreenState, {settings, parameters}: Surroundings): Asked {
	const ends = 'Escape cancels.';
	switch (mode) {
		case 'hz': {
			const hz = parameters.find(each => each.name === 'hz');
			const limits = hz ? `, ${allowed(hz)} is allowed` : '';
			return {question: `Hz is ${settings.hz}${limits}. Which value? Enter sets it, ${ends}`, label: 'Hz'};
		}
		case 'set':
			return {
				question: `Set which parameter? Type its name and a value; Tab completes, Enter sets it, ${ends}`,
				label: 'set',
			};
		case 'filter':
			return {
				question:
					'Which events? A regular expression over what is read out; an exclamation mark in front inverts it. Enter filters, Escape lets all through.',
				label: 'filter',
			};
		case 'arguments':
			return {
				question: `Arguments of ${asked}, such as: ${exampleOf(commandCalled(asked))}. Enter sends, ${ends}`,
				label: asked,
			};
		case 'value':
			return {
				question: `Which value for ${asked}? ${allowedFor(asked, parameters)}. Enter sets it, ${ends}`,
				label: asked,
			};
		case 'narrow':
			return {
				question: 'Which parameters? Type a part of a name. Enter keeps those that have it, Escape shows all.',
				label: 'filter',
			};
		case 'preset-name':
			return {question: `Save the parameters under which name? Enter saves, ${ends}`, label: 'save as'};
		case 'palette':
			return {
				question: `Which command? Type a part of it; arrow keys say what fits, Tab completes, Enter does it, ${ends}`,
				label: 'command',
			};
		default:
			return {question: `Which text? It goes into the run. Enter sends it, ${ends}`, label: 'text'};
	}
}

function allowedFor(name: string, parameters: Surroundings['parameters']): string {
	const parameter = parameters.find(each => each.name === name);
	return parameter ? `${allowed(parameter)} is allowed` : 'It is unknown';
}

/** What can be chosen in a state that offers a list. */
function choicesOf({mode, parameters}: ScreenState, around: Surroundings): readonly string[] {
	if (mode === 'quit') return quitDialog(around).choices;
	if (mode === 'confirm') return confirmChoices;
	if (mode === 'nodes') return nodeChoices;
	if (mode === 'presets')
		return parameters.presets.map(({name, error}) => (error === undefined ? name : `${name}, ${error}`));
	if (mode === 'replace') return replaceChoices;
	if (mode !== 'restore') return [];
	return around.checkpoints.map(each => `${each.file}, tick ${count(each.tick)}, ${bytes(each.bytes).trim()}`);
}

/** Choices that are said at once. */
const mostChoices = 9;

function listQuestion(state: ScreenState, around: Surroundings): string {
	const {mode, asked} = state;
	const {unsaved, steered} = around;
	const ticks = unsaved === 1 ? '1 tick is' : `${count(unsaved)} ticks are`;
	const loss = steered ? 'What was done since the last checkpoint is not saved and would be lost.' : 'Nothing is lost.';
	const lost = unsaved > 0 ? `${ticks} not saved and would be lost.` : loss;
	const questions: Partial<Record<Mode, string>> = {
		quit: quitDialog(around).title,
		presets: 'Apply which preset?',
		replace: `Replace the preset ${asked}?`,
		confirm: `Restore ${asked}? ${lost}`,
		nodes: 'What to do to the nodes?',
	};
	const question = questions[mode] ?? 'Restore which checkpoint?';
	const choices = choicesOf(state, around);
	const said = choices.slice(0, mostChoices).map((choice, at) => `${at + 1}: ${choice}.`);
	const more = choices.length > mostChoices ? ` ${choices.length - mostChoices} more.` : '';
	return `${question} ${said.join(' ')}${more} A number or arrow keys choose, Enter takes it, Escape cancels. Chosen: ${choiceSentence(state, around)}`;
}

function choiceSentence(state: ScreenState, around: Surroundings): string {
	if (state.mode === 'palette') {
		const rows = pickerRows(state, around);
		const row = rows[state.choice];
		return row ? `${state.choice + 1} of ${rows.length}: ${row.head}, ${row.title}` : 'nothing fits';
	}
	return `${state.choice + 1}, ${choicesOf(state, around)[state.choice] ?? 'nothing'}.`;
}

/** A digit in a list chooses that row. */
export function chosenByNumber(state: ScreenState, key: string, around: Surroundings): ScreenState | undefined {
	const row = /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
	return row >= 0 && row < choicesOf(state, around).length ? {...state, choice: row} : undefined;
}

/**
What a change of the screen's state adds to what stands on the terminal: sentences, one a line, and the characters of a line that is typed.
`told` is said before anything is asked. `read` makes text from outside ready to be read out.
*/
export function transcript(
	before: ScreenState,
	after: ScreenState,
	around: Surroundings,
	told: string | undefined,
	read: (text: string) => string,
): string {
	const [wasTyping, typing] = [isTyping(before.mode), isTyping(after.mode)];
	const same = before.mode === after.mode && before.asked === after.asked;
	const moved = same && before.choice !== after.choice && (before.draft === after.draft || !typing);
	if (typing && same && told === undefined && !moved) {
		const echoed = echo(before.draft, after.draft);
		if (echoed !== undefined) return echoed;
	}
	const sentences = [
		...(told === undefined ? [] : [told]),
		...(moved ? [choiceSentence(after, around)] : []),
		...(same
			? []
			: typing
				? [promptOf(after, around).question]
				: after.mode === 'view'
					? []
					: [listQuestion(after, around)]),
	];
	const lines = sentences.map(sentence => `${read(sentence)}\n`).join('');
	return `${wasTyping ? '\n' : ''}${lines}${typing ? `${promptOf(after, around).label}: ${read(after.draft)}` : ''}`;
}

/** What a terminal needs to show another draft in place of one: characters at its end more or fewer; nothing when it is another one. */
function echo(before: string, after: string): string | undefined {
	if (after.startsWith(before)) return after.slice(before.length);
	if (before.startsWith(after)) return '\b \b'.repeat(widthOf(before.slice(after.length)));
	return undefined;
}
