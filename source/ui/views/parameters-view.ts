import {bottomOf, panel} from '../../draw/panel.ts';
import {clean, toWidth, truncate, widthOf} from '../../draw/text.ts';
import {changedLine, changesSince} from '../../run/presets/changes.ts';
import {allowed} from '../allowed.ts';
import type {ScreenState} from '../state.ts';
import type {Theme} from '../theme.ts';
import {bodyHeight} from './body.ts';
import {titled} from './live-view.ts';
import {choosable, type FixedLine, type LiveLine} from './parameters.ts';
import {type Columns, cellsOf, columnsFor, headOf} from './parameters-columns.ts';
import {detailRows, parametersWindow} from './parameters-window.ts';
import type {ScreenContext} from './screen-context.ts';
import {wrap} from './wrap.ts';

/** The Parameters view between header and keys: the list, what is known of the chosen row, what has changed since the start. */
export function parametersView(context: ScreenContext): readonly string[] {
	const {state, around, theme} = context;
	const {paint, glyphs} = theme;
	const {width} = around;
	const height = bodyHeight(around.height);
	const inner = width - 4;
	const {lines, chosen, at, first, room, head} = parametersWindow(state, around);
	const columns = columnsFor(lines, inner);
	const rows = lines.slice(first, first + room).map((line, row) => {
		if (line.kind === 'group') return paint.title(clean(line.title, isAscii(theme)));
		return lineRow(line, first + row === at, columns, context, inner);
	});
	if (lines.length === 0) rows.push(paint.quiet('no parameter holds this text; Esc shows all'));
	while (rows.length < room) rows.push('');
	const all = choosable(lines);
	const place = chosen === undefined ? '' : `${all.findIndex(each => each.name === chosen.name) + 1} of ${all.length}`;
	const legend = `${signs(theme).changed} changed since the start  ${signs(theme).unusual} not the default`;
	const note = inner > widthOf(legend) + 30 ? `${legend}  ${place}` : place;
	const framed = panel(
		[
			...(head === 1 ? [paint.quiet(headOf(columns, inner))] : []),
			...rows,
			...detail(context, chosen, inner),
			changed(context, inner),
		],
		{title: titled(titleOf(context), state.focus === 0, theme), note, width, height, look: theme},
	);
	const said = state.notice !== undefined && state.mode === 'view' ? state.notice : undefined;
	if (said === undefined) return framed;
	return [...framed.slice(0, -1), bottomOf(paint.warn(clean(said, glyphs.grade === 'ascii')), width, theme)];
}

const isAscii = ({glyphs}: Theme): boolean => glyphs.grade === 'ascii';

/** What stands before a name: the value is another one than at the start, or than the default. */
const signs = (theme: Theme) => (isAscii(theme) ? {changed: '*', unusual: 'o'} : {changed: '●', unusual: '○'});

function titleOf({state: {parameters}, around: {replay, readOnly}}: ScreenContext): string {
	const filter = parameters.filter === '' ? '' : ` / ${clean(parameters.filter)}`;
	return `Parameters${filter}${readOnly ? ', to look at' : replay ? ' of the recorded run' : ''}`;
}

/** Whether the parameters can be changed at all, from here. */
const canSet = ({around: {replay, readOnly}}: ScreenContext): boolean => !replay && !readOnly;

function lineRow(
	line: LiveLine | FixedLine,
	isChosen: boolean,
	columns: Columns,
	context: ScreenContext,
	inner: number,
): string {
	const {state, theme} = context;
	const {paint, glyphs} = theme;
	const mark = isChosen ? (isAscii(theme) ? '> ' : '▸ ') : '  ';
	if (isChosen && state.mode === 'value' && line.kind === 'live')
		return mark + typedRow(line, columns, state, theme, inner);
	const sign = signOf(line, theme);
	const [name, value, rest] = cellsOf(line, columns, inner, theme);
	if (isChosen) return `${paint.title(mark)}${sign} ${paint.title(`${name} ${value}`)}${paint.quiet(rest)}`;
	if (line.kind === 'fixed' || !canSet(context)) return `${mark}${sign} ${paint.quiet(`${name} ${value}${rest}`)}`;
	const tone = isChanged(line) ? paint.accent : (text: string) => text;
	return `${mark}${sign} ${truncate(`${name} ${tone(value)}${paint.quiet(rest)}`, inner - 4, glyphs.ellipsis)}`;
}

const isChanged = ({before, value}: LiveLine): boolean => before !== undefined && before !== value;

function signOf(line: LiveLine | FixedLine, theme: Theme): string {
	if (line.kind === 'fixed') return ' ';
	const {changed, unusual} = signs(theme);
	if (isChanged(line)) return theme.paint.warn(changed);
	return line.usual !== undefined && line.usual !== line.value ? theme.paint.quiet(unusual) : ' ';
}

/** The chosen row while its value is typed, in its place; a long draft shows its end. */
function typedRow(line: LiveLine, {name}: Columns, {draft}: ScreenState, theme: Theme, inner: number): string {
	const ascii = isAscii(theme);
	const head = `  ${toWidth(clean(line.name, ascii), name, 'left', theme.glyphs.ellipsis)} `;
	const was = `${clean(line.value, ascii)} ${ascii ? '->' : '→'} `;
	const kept = inner - 2 - widthOf(head) - widthOf(was) >= 12 ? was : '';
	const room = Math.max(1, inner - 4 - widthOf(head) - widthOf(kept));
	let shown = clean(draft.slice(-4 * inner), ascii);
	while (widthOf(shown) > room) shown = [...shown].slice(1).join('');
	return `${theme.paint.title(head)}${theme.paint.quiet(kept)}${shown}${ascii ? '_' : '▏'}`;
}

/** What is known of the chosen row, what is being asked of it, or what was wrong with what was typed. */
function detail(context: ScreenContext, chosen: LiveLine | FixedLine | undefined, inner: number): readonly string[] {
	const {state, theme} = context;
	const {paint} = theme;
	const wrong = state.mode === 'value' ? state.notice : undefined;
	const said = clean(wrong ?? saying(context, chosen), isAscii(theme));
	const tone = wrong === undefined ? paint.quiet : paint.warn;
	const pieces = wrap(said, inner);
	const shown = pieces.slice(0, detailRows).map((piece, at) => {
		const cut = at === detailRows - 1 && pieces.length > detailRows;
		return tone(cut ? truncate(`${piece} ${pieces[at + 1]}`, inner, theme.glyphs.ellipsis) : piece);
	});
	return Array.from({length: detailRows}, (_, at) => shown[at] ?? '');
}

function saying({state, around}: ScreenContext, chosen: LiveLine | FixedLine | undefined): string {
	if (!chosen) return '';
	if (chosen.kind === 'fixed') return `${chosen.name} ${chosen.value}: ${chosen.why}`;
	const {parameter, usual, before} = chosen;
	if (state.mode === 'value')
		return `${parameter.name}: ${allowed(parameter)}; Enter sets it, Tab completes, Esc leaves it as it is`;
	const unit = ['', '1'].includes(parameter.unit) ? '' : `, ${parameter.unit}`;
	return [
		`${parameter.name}${parameter.title === parameter.name ? '' : `: ${parameter.title}`}${unit}`,
		allowed(parameter),
		...(usual === undefined ? [] : [`default ${usual}`]),
		...(before === undefined ? [] : [`${before} at the start`]),
		...(around.readOnly ? ['this screen only looks'] : around.replay ? ["a replay can't be changed"] : []),
	].join('; ');
}

/** What has changed since the start; how much, where it does not fit. */
function changed({around, theme}: ScreenContext, inner: number): string {
	const {facts, parameters, settings} = around;
	const changes = changesSince(facts.start, parameters, settings);
	const ascii = isAscii(theme);
	const line = clean(changedLine(changes), ascii);
	if (changes.length === 0) return theme.paint.quiet(truncate(line, inner, theme.glyphs.ellipsis));
	const counted = widthOf(line) <= inner ? line : line.replace(/^changed/, `${changes.length} changed`);
	return truncate(counted, inner, theme.glyphs.ellipsis);
}
