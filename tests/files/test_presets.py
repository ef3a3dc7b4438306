"""Exports of the programs a rep comes from are known by their header, by name."""

from __future__ import annotations

import pytest

from sdrdesk.files.headers import map_headers, program_of


@pytest.mark.parametrize(
    ("header", "named", "kind"),
    [
        ("Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Contact owner", "HubSpot contacts",
         "people"),
        ("Record ID,Company name,Company Domain Name,Industry,Company owner", "HubSpot companies", "companies"),
        ("Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal owner", "HubSpot deals", "deals"),
        ("Record ID,Call Title,Call notes,Call outcome,Activity date,Associated Contact IDs", "HubSpot calls", "calls"),
        ("Lead Owner,First Name,Last Name,Company / Account,Lead Source,Lead Status,Email", "Salesforce leads report",
         "people"),
        ("Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount,Probability (%),Close Date",
         "Salesforce opportunities report", "deals"),
        ("Assigned,Call Disposition,Date,Company / Account,Contact,Call Duration (seconds)", "Salesforce calls report",
         "calls"),
        ("Person - Name,Person - Email,Person - Phone,Person - Organization,Person - Owner", "Pipedrive people",
         "people"),
        ("Deal - Title,Deal - Value,Deal - Organization,Deal - Stage,Deal - Status,Deal - Owner", "Pipedrive deals",
         "deals"),
        ("Lead Owner,Company,First Name,Last Name,Email,Lead Source,Lead Status,Is Converted,Created Time",
         "Zoho CRM leads", "people"),
        ("id,lead_name,display_name,status_label,primary_contact_name,primary_contact_primary_email,url",
         "Close leads", "people"),
        ("id,lead_id,lead_name,status_label,status_type,value,value_currency,confidence,date_won,user_name",
         "Close opportunities", "deals"),
        ("ID,Email,First Name,Last Name,Phone,Account,Lists,Tags,Contact Score,Date Created,IP Address",
         "ActiveCampaign contacts", "people"),
        ("Deal ID,Deal Title,Deal Value,Deal Currency,Pipeline,Stage,Status,Deal Owner,Primary Contact,Contact Email,"
         "Forecasted Close Date", "ActiveCampaign deals", "deals"),
        ("Record ID,Name,Email addresses,Company,Job title,Phone numbers,Primary location,Connection strength",
         "Attio people", "people"),
        ("First Name,Last Name,Title,Company,Company Name for Emails,Email,Email Status,Seniority,# Employees,Keywords",
         "Apollo.io people", "people"),
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", "LinkedIn connections", "people"),
        ("First Name,Last Name,Phonetic First Name,File As,Organization Name,E-mail 1 - Value,Phone 1 - Value,Labels",
         "Google Contacts new", "people"),
        ("First Name,Last Name,E-mail Address,Business Phone,Business Street,Company,Job Title,Initials,Web Page",
         "Microsoft Outlook", "people"),
        ("first_name,last_name,gender,title,background,first_seen,last_seen,has_newsletter,status,tags,company,"
         "email_work,phone_work", "Atomic CRM", "people"),
        ("Id,Name / First Name,Name / Last Name,Emails / Primary Email,Phones / Primary Phone Number,Job Title",
         "Twenty people", "people"),
        ("Name,First Name,Last Name,Account Title,Account Name,Opportunity Amount,Assigned User,Created At,Do Not Call",
         "EspoCRM leads", "people"),
    ],
)  # fmt: skip
def test_the_program_that_wrote_a_file_is_known_by_its_header(header: str, named: str, kind: str) -> None:
    mapping = map_headers("x.csv", header.split(","))
    assert (program_of(mapping.source_key), mapping.object) == (named, kind)
