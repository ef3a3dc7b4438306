"""What can be done to an account wherever one has it under the cursor: one implementation for every screen."""

from textual import work

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui.screen import DeskScreen


class AccountVerbs(DeskScreen[None]):
    """A screen with an account at hand; gives the actions of the key groups account_verbs, stage, make, log, inbox
    and bring. A subclass says which account it is; the questions load with the first key."""

    @property
    def account_id(self) -> str | None:
        """The id of the account that the verbs mean; None when there is none."""
        raise NotImplementedError

    def along(self, account_id: str, by: int) -> str | None:
        """The account so many places further in the list shown, for `J` and `K` on a page; None at its end."""
        return None

    def _meant(self) -> str | None:
        account_id = self.account_id
        if account_id is None:
            self.session.refuse(DeskError("No account is under the cursor: N adds one, 0 shows the inbox."))
        return account_id

    @property
    def marked(self) -> tuple[str, ...]:
        """The accounts that the verbs mean instead of the one at hand; none where nothing can be marked."""
        return ()

    async def _one(self, verb: str) -> str | None:
        """The account at hand; None when there is none, or when accounts are marked: then all of them were acted on."""
        if not self.marked:
            return self._meant()
        from .many import VERBS  # loads with the first act on many

        await VERBS[verb](self, self.marked)
        return None

    def _open(self, place: str) -> None:
        account_id = self._meant()
        if account_id is not None:
            self.desk_app.show(place, account_id)

    # -- other screens -------------------------------------------------------------------------------------------

    def action_call(self) -> None:
        """`c`: the dial card."""
        self._open("dial")

    def action_discovery(self) -> None:
        """`d`: the guided call at once."""
        self._open("call")

    def action_brief(self) -> None:
        """`p`: what to know before the call; `J` and `K` go through the list shown here, when there is one."""
        if type(self).along is not AccountVerbs.along:
            self.session.along = self.along
        self._open("brief")

    @work
    async def command_allow(self, words: str) -> None:
        """`:allow`: they may be contacted again, with the reason."""
        account_id = self._meant()
        if account_id is not None:
            from .allowing import allow  # see action_note

            await allow(self, account_id, words)

    @work
    async def command_playbook(self, words: str) -> None:
        """`:playbook meddic`: what qualifies this account; without a name those there are, to pick from."""
        account_id = self._meant()
        if account_id is not None:
            from .qualifying import choose_playbook  # see action_note

            await choose_playbook(self, account_id, words)

    def command_practice(self, words: str) -> None:
        """`:practice`: a call on a copy of the account at hand; with a word, or without one, on an invented one."""
        self.desk_app.show("practice", None if words.strip() else self.account_id)

    def command_handoff(self, words: str) -> None:
        """`:handoff`: the page for who takes over, to the clipboard and to a file."""
        account_id = self._meant()
        if account_id is not None:
            from .handing import hand_over  # loads with the first hand-off

            hand_over(self, account_id)

    @work
    async def command_recycle(self, words: str) -> None:
        """`:recycle 6m`: dormant until a day, with the reason."""
        if self.marked:
            from .leaving import recycle_many  # see action_note

            await recycle_many(self, self.marked, words)
            return
        account_id = self._meant()
        if account_id is not None:
            from .leaving import recycle  # see action_note

            await recycle(self, account_id, words)

    def action_objection(self) -> None:
        """`o`: an objection, in their words."""
        self._open("objection")

    def open_account(self) -> None:
        """The page of the account at hand; `J` and `K` go through the list shown here."""
        self.session.along = self.along
        self._open("account")

    def action_import(self) -> None:
        """`i`: bring people in from a file."""
        self.desk_app.show("import")

    def action_find(self) -> None:
        """`/`, where no list is to be narrowed."""
        self.session.say("There is no list here to narrow; : finds anybody.")

    # -- questions -----------------------------------------------------------------------------------------------

    @work
    async def action_why(self) -> None:
        """`=`: why this score."""
        account_id = self._meant()
        if account_id is not None:
            from .arguing import explain  # see action_note

            await explain(self, account_id)

    @work
    async def action_edit(self) -> None:
        """`e`: the facts."""
        account_id = await self._one("edit")
        if account_id is not None:
            from .editing import edit_account  # see action_note

            await edit_account(self, account_id)

    @work
    async def action_note(self) -> None:
        """`n`: write a note."""
        account_id = await self._one("note")
        if account_id is not None:
            from .noting import note  # loads with the first question

            await note(self, account_id)

    @work
    async def action_next_step(self) -> None:
        """`a`: set the one dated next step."""
        account_id = await self._one("next_step")
        if account_id is not None:
            from .noting import next_step  # see action_note

            await next_step(self, account_id)

    @work
    async def action_snooze(self) -> None:
        """`s`: the same step, another day."""
        account_id = await self._one("snooze")
        if account_id is not None:
            from .noting import snooze  # see action_note

            await snooze(self, account_id)

    @work
    async def action_tag(self) -> None:
        """`#`: tags."""
        account_id = await self._one("tag")
        if account_id is not None:
            from .tagging import tag  # see action_note

            await tag(self, account_id)

    @work
    async def action_repeat(self) -> None:
        """`.`: the last change once more."""
        from .repeating import repeat  # see action_note

        await repeat(self, self._meant)

    @work
    async def action_log(self) -> None:
        """`l`: log what was not my call."""
        account_id = await self._one("log")
        if account_id is not None:
            from .noting import log  # see action_note

            await log(self, account_id)

    @work
    async def action_merge(self) -> None:
        """`m`: one with another; with two marked, these two."""
        from .merging import merge, merge_marked  # see action_note

        account_id = None if self.marked else self._meant()
        if self.marked:
            await merge_marked(self, self.marked)
        elif account_id is not None:
            await merge(self, account_id)

    @work
    async def command_forget(self, words: str) -> None:
        """`:forget`: erased for good."""
        account_id = self._meant()
        if account_id is not None:
            from .forgetting import forget_account  # see action_note

            await forget_account(self, account_id)

    @work
    async def action_take(self) -> None:
        """`t`: onto the board, from the inbox or from where it was closed."""
        account_id = await self._one("take")
        if account_id is not None:
            from .moving import take  # see action_note

            await take(self, account_id)

    @work
    async def action_promote(self) -> None:
        """`L`: one stage on, past the gate."""
        account_id = await self._one("promote")
        if account_id is not None:
            from .moving import promote  # see action_note

            await promote(self, account_id)

    @work
    async def action_back(self) -> None:
        """`H`: one stage back, with a reason."""
        account_id = await self._one("back")
        if account_id is not None:
            from .moving import back  # see action_note

            await back(self, account_id)

    @work
    async def action_leave(self) -> None:
        """`Del`: see `leave_board`."""
        await self.leave_board()

    async def leave_board(self) -> None:
        """Off the board, with a reason and a day to look again; or deleted, when it was a mistake."""
        account_id = await self._one("leave")
        if account_id is not None:
            from .leaving import leave  # see action_note

            await leave(self, account_id)

    @work
    async def action_cadence(self) -> None:
        """`C`: the step at hand of its cadence; where there is none, which one it gets."""
        account_id = await self._one("cadence")
        if account_id is not None:
            from .cadences import cadence  # see action_note

            await cadence(self, account_id)

    def action_copy_text(self) -> None:
        """`y`: the text at hand to the clipboard; right after a talk what to write to whom one talked with."""
        talked = self.session.just_talked
        if talked is not None:
            from .cadences import copy_follow_up  # see action_note

            copy_follow_up(self, talked.account_id, talked.contact_id)
            return
        account_id = self._meant()
        if account_id is not None:
            from .cadences import copy_text  # see action_note

            copy_text(self, account_id)

    @work
    async def command_cadence(self, words: str) -> None:
        """`:cadence outbound-9`: the same by words."""
        from .cadences import by_words, words_on_many  # see action_note

        if self.marked:
            await words_on_many(self, self.marked, words)
            return
        account_id = self._meant()
        if account_id is not None:
            await by_words(self, account_id, words)

    @work
    async def action_new(self) -> None:
        """`N`: a new account; with one at hand also a person or a deal of it."""
        from .making import new  # see action_note

        await new(self, self.account_id)
