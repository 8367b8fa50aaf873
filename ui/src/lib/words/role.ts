import type { Role } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const ROLES: Record<Role, () => string> = {
  owner: m.role_owner,
  medical_lead: m.role_medical_lead,
  clinician: m.role_clinician,
  reception: m.role_reception,
  read_only: m.role_read_only
};

export const ROLE_IDS = Object.keys(ROLES) as Role[];

export const roleWord = (role: Role): string => ROLES[role]();
