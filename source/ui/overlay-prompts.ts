import {clean, toWidth, widthOf} from '../draw/text.ts';
import {nameRule} from '../run/presets/preset-name.ts';
import {allowed} from './allowed.ts';
import {exampleOf, fieldsOf} from './command-fields.ts';
import {commandCalled} from './palette-commands.ts';
import type {ScreenState, Surroundings} from './state.ts';
import {describe, suggestions} from './suggestions.ts';
import type {Theme} from './theme.ts';
import {nodeName, nodesBeginning} from './views/graph-pick.ts';

/** The rows of a prompt: what can be typed or what went wrong, and the line itself. */
export function promptRows(state: ScreenState, around: Surroundings, theme: Theme): readonly string[] {
	const {width} = around;
	const line = (label: string, hint: string) => promptLine(label, state.draft, hint, width, theme);
	const over = (otherwise: string) => noteLine(state.notice, otherwise, width, theme);
	switch (state.mode) {
		case 'hz': {
			const hz = around.parameters.find(each => each.name === 'hz');
			return [
				over(`Hz is ${around.settings.hz}${hz ? `; ${allowed(hz)}` : ''}`),
				line('Hz', 'Enter sets  Esc cancels'),
			];
		}
		case 'set':
			return [
				over(parameterHint(state.draft, around)),
				line('set', 'name value  Tab completes  Enter sets  Esc cancels'),
			];
		case 'filter':
			return [
				over('a regular expression over time, tick, level, kind and message; ! in front inverts'),
				line('/', 'Enter filters  Esc shows all'),
			];
		case 'node':
			return [
				over(nodeHint(state.draft, around)),
				line('node', 'name or number  Tab completes  Enter goes there  Esc cancels'),
			];
		case 'narrow':
			return [line('/', 'part of a name or a title  Enter keeps it  Esc shows all')];
		case 'preset-name':
			return [over(`a name for the parameters as they are: ${nameRule}`), line('save as', 'Enter saves  Esc cancels')];
		case 'arguments':
			return [over(commandHint(state.asked)), line(state.asked, 'name=value or JSON  Enter sends  Esc cancels')];
		default:
			return [line('text into the run', 'Enter sends  Esc cancels')];
	}
}

/** The line that is typed into; a long draft shows its end. */
export function promptLine(label: string, draft: string, hint: string, width: number, {glyphs, paint}: Theme): string {
	const ascii = glyphs.grade === 'ascii';
	const head = ` ${label}: `;
	const tail = widthOf(head) + widthOf(draft.slice(0, width)) + hint.length + 4 < width ? paint.quiet(hint) : '';
	const room = width - widthOf(head) - 2;
	let shown = clean(draft.slice(-4 * width), ascii); // no character that is shown is made of more
	while (widthOf(shown) > room) shown = [...shown].slice(1).join('');
	const line = `${paint.title(head)}${shown}${ascii ? '_' : '▏'}`;
	const gap = width - widthOf(line) - widthOf(tail) - 1;
	return tail === '' ? toWidth(line, width) : `${line}${' '.repeat(Math.max(1, gap))}${tail} `;
}

/** The line over a prompt: what went wrong, else `otherwise`. */
function noteLine(notice: string | undefined, otherwise: string, width: number, {paint, glyphs}: Theme): string {
	const tone = notice === undefined ? paint.quiet : paint.warn;
	const text = tone(clean(notice ?? otherwise, glyphs.grade === 'ascii'));
	return toWidth(` ${text}`, width, 'left', glyphs.ellipsis);
}

function parameterHint(draft: string, around: Surroundings): string {
	const fitting = suggestions(draft, around);
	const [only] = fitting;
	if (!only) return 'no parameter fits';
	if (fitting.length > 1 && !/[\s=]/.test(draft))
		return fitting.map(each => describe(each, around.settings)).join('   ');
	return `${describe(only, around.settings)}  ${only.title}${only.unit === '' ? '' : `, ${only.unit}`}  ${allowed(only)}`;
}

function nodeHint(draft: string, {structure: {graph, whole}}: Surroundings): string {
	const names = whole ? nodesBeginning(whole, draft, 8).map(node => nodeName(whole, node)) : [];
	if (names.length > 0) return names.join('   ');
	return graph.names ? `nodes have names, and numbers from 0 to ${graph.n - 1}` : `nodes are 0 to ${graph.n - 1}`;
}

function commandHint(id: string): string {
	const spec = commandCalled(id);
	const described = fieldsOf(spec).map(({name, description}) =>
		description === '' ? name : `${name}: ${description}`,
	);
	return `${exampleOf(spec)}   ${described.join('; ')}`;
}
