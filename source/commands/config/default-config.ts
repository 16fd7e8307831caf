import {formatInterval} from '../../base/interval.ts';
import {version} from '../../base/version.ts';
import type {Model} from '../../dynamics/model.ts';
import {builtInModels} from '../../dynamics/models.ts';
import {type ParameterValue, valueIn} from '../../run/parameter-info.ts';
import {type LiveParameter, liveParameters} from '../../run/parameters.ts';
import {startSettings} from '../../run/settings.ts';
import type {Option, OptionValue} from '../option.ts';
import {findOption, groups, runOptionTable} from '../run-option-table.ts';
import {variableOf} from './environment.ts';

const head = `# Configuration of connectop ${version}.
#
# connectop reads two files: connectop.toml in the working directory, and the user's own,
# $XDG_CONFIG_HOME/connectop/config.toml (~/.config/connectop/config.toml); the first has the last word.
# An option on the command line goes before both, and so does a variable of the environment, which is
# called as ${variableOf('stim-gain')} is for stim-gain. "connectop info" shows what is in force and from where.
#
# Every line that begins with # and a name, without a space, is an option with its default: take the # away
# and change the value. Relative paths begin where the file lies. A run that is resumed takes what its
# checkpoint holds from there, not from a file.
`;

/** A configuration file with every option, what it does, what is allowed and its default, all of it as comments. */
export function defaultConfig(): string {
	const sections = Object.values(groups).flatMap(group => {
		const options = runOptionTable.filter(
			each => each.group === group && each.notInFile === undefined && each.kind !== 'list',
		);
		return options.length === 0 ? [] : [heading(group.replace(/:$/, '')), ...options.map(ofOption)];
	});
	return [head, ...sections, heading('Parameters of the model'), parameters()].join('\n');
}

const heading = (title: string): string => `\n# ---- ${title} ----\n`;

function ofOption(option: Option): string {
	const {name, describe, value, usual, example} = option;
	const allowed = allowedFor(option);
	const lines = [describe, ...(allowed === undefined ? [] : [`allowed: ${allowed}`])];
	const comment = lines.map(line => `# ${line}\n`).join('');
	if (value !== undefined) return `${comment}#${name} = ${toml(value)}\n`;
	return `${comment}# default: ${usual ?? 'none'}; for example: ${name} = ${toml(example ?? '')}\n`;
}

/** What an option takes, in words; undefined where its description says it. */
export function allowedFor({name, kind, choices, allowed, ofModel}: Option): string | undefined {
	if (choices) return choices.map(toml).join(', ');
	if (allowed !== undefined) return allowed;
	if (kind === 'switch') return 'true, false';
	if (kind === 'interval') return 'seconds (10, 0.5), ticks ("100t"), 0 for never';
	if (kind !== 'number') return undefined;
	const parameter = liveParameters(builtInModels[0]).find(each => each.name === (ofModel?.parameter ?? name));
	return parameter && range(parameter);
}

/** Parameters that have no option of their own. */
function parameters(): string {
	const [usual, ...others] = builtInModels;
	const settings = startSettings(usual, {}, undefined);
	const lines = withoutOption(usual).map(each => {
		const start = formatted(valueIn(each, settings));
		const unit = each.unit === '' || each.unit === '1' ? '' : `, ${each.unit}`;
		return `# ${each.title}${unit}\n# allowed: ${range(each)}\n#${each.name} = ${start}\n`;
	});
	const more = others.map(model => {
		const names = withoutOption(model).filter(each => 'parameter' in each.place);
		return `# ${model.id} has ${names.map(each => each.name).join(', ')}\n`;
	});
	return [`# of ${usual.id}, the default model\n#[param]\n`, ...lines, ...more].join('\n');
}

const withoutOption = (model: Model): readonly LiveParameter[] =>
	liveParameters(model).filter(
		each =>
			!findOption(each.name) &&
			!runOptionTable.some(({ofModel}) => ofModel?.parameter !== undefined && ofModel.parameter === each.name),
	);

function range({kind, min, max, choices}: LiveParameter): string {
	if (choices) return choices.map(toml).join(', ');
	if (kind === 'boolean') return 'true, false';
	return `${kind === 'integer' ? 'a whole number' : 'a number'} from ${min} to ${max}`;
}

const formatted = (value: ParameterValue): string =>
	toml(typeof value === 'object' ? formatInterval(value) : (value ?? 0));

const toml = (value: OptionValue): string => JSON.stringify(value);
