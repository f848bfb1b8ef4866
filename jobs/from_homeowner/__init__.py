"""What homeowners tell us and send us from their page: answers, questions, photos, wishes and claims."""
